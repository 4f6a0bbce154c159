namespace Crosstown.TestKit.Control;

/// <summary>The end of a test's patience, in real time, whatever the application's clock.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly TimeSpan _time;
    private readonly CancellationTokenSource _source;
    private readonly Task _passed;

    public Deadline(TimeSpan time)
    {
        _time = time;
        _source = new CancellationTokenSource(time);
        _passed = Task.Delay(Timeout.Infinite, _source.Token);
    }

    /// <summary>Waits for the task, or for the deadline.</summary>
    /// <returns>False if the deadline came first.</returns>
    public async Task<bool> ComesAfterAsync(Task task) => await Task.WhenAny(task, _passed).ConfigureAwait(false) == task;

    public void Dispose()
    {
        _source.Cancel();
        _source.Dispose();
    }

    /// <summary>Such as <c>30 s</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_time.TotalSeconds:0.###} s");
}
