namespace Akka.TestKit;

/// <summary>Opens once it has been counted down to zero; every duration is dilated by the test kit that made it.</summary>
public class TestLatch
{
    [Obsolete("The default comes from the configuration (akka.test.default-timeout).")]
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private readonly CountdownEvent _latch;
    private readonly Func<TimeSpan, TimeSpan> _dilate;
    private readonly TimeSpan _defaultTimeout;

    public TestLatch()
        : this(1)
    {
    }

    public TestLatch(int count)
        : this(count, TimeSpan.FromSeconds(5))
    {
    }

    public TestLatch(int count, TimeSpan defaultTimeout)
        : this(null, defaultTimeout, count)
    {
    }

    protected TestLatch(Func<TimeSpan, TimeSpan> dilate, TimeSpan defaultTimeout, int count)
    {
        _latch = new CountdownEvent(count);
        _dilate = dilate;
        _defaultTimeout = defaultTimeout;
    }

    public bool IsOpen => _latch.CurrentCount == 0;

    /// <summary>Counting an open latch down changes nothing.</summary>
    public void CountDown()
    {
        try
        {
            _latch.Signal();
        }
        catch (InvalidOperationException)
        {
            // Already open; asking first would race with the last count.
        }
    }

    public void Open()
    {
        while (!IsOpen)
            CountDown();
    }

    public void Reset() => _latch.Reset();

    /// <exception cref="TimeoutException">The latch did not open within the default timeout.</exception>
    public void Ready() => Ready(_defaultTimeout);

    /// <exception cref="ArgumentException">The timeout is infinite.</exception>
    /// <exception cref="TimeoutException">The latch did not open in time.</exception>
    public void Ready(TimeSpan timeout)
    {
        if (timeout < TimeSpan.Zero)
            throw new ArgumentException("A latch cannot wait for ever; give a finite timeout.", nameof(timeout));
        var wait = _dilate is null ? timeout : _dilate(timeout);
        if (!_latch.Wait(wait))
            throw new TimeoutException($"The latch was not open after {wait}; it still waits for {_latch.CurrentCount} count(s).");
    }

    internal static TestLatch Dilating(TestKitBase testKit, int count) =>
        new(testKit.Dilated, testKit.TestKitSettings.DefaultTimeout, count);
}
