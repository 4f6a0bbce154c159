namespace Akka.TestKit;

/// <summary>Holds threads until as many as it was made for have come; then it can be used again.</summary>
public class TestBarrier
{
    [Obsolete("The default comes from the configuration (akka.test.default-timeout).")]
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private readonly TestKitBase _testKit;
    private readonly TimeSpan _defaultTimeout;
    private readonly int _count;
    private Barrier _barrier;

    public TestBarrier(TestKitBase testKit, int count, TimeSpan? defaultTimeout = null)
    {
        _testKit = testKit;
        _count = count;
        _defaultTimeout = defaultTimeout ?? testKit.TestKitSettings.DefaultTimeout;
        _barrier = new Barrier(count);
    }

    /// <exception cref="TimeoutException">The others did not come within the default timeout.</exception>
    public void Await() => Await(_defaultTimeout);

    /// <exception cref="TimeoutException">The others did not come in time.</exception>
    public void Await(TimeSpan timeout)
    {
        var wait = _testKit.Dilated(timeout);
        var barrier = Volatile.Read(ref _barrier);
        if (!barrier.SignalAndWait(wait))
            throw new TimeoutException($"The barrier for {_count} was not reached by {barrier.ParticipantsRemaining} within {wait}.");
    }

    public void Reset() => Volatile.Write(ref _barrier, new Barrier(_count));
}
