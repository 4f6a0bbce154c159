using System.Collections.Concurrent;
using Crosstown.Actors.Deferrals;

namespace Crosstown.TestKit.Control;

/// <summary>
/// Starts held deferrals in the order of a seed. It waits until all deferrals that are to come are held, so that the seed chooses among the same ones each time. A wait that the
/// application itself may prevent from ending is limited to <see cref="Window"/>.
/// </summary>
internal sealed class Interleaver(TrafficControl control, int seed, int calls)
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(25);

    private readonly Random _random = new(seed);
    private readonly Side _lastCallSide = (Side)new Random(seed).Next(3);
    private readonly TaskCompletionSource _lastCall = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _responseOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<RecordedDeferral> _starts = [];
    private int _made;

    /// <summary>Where the last deferring call of a request falls.</summary>
    private enum Side
    {
        AsItComes,
        BeforeTheEnd,
        AfterTheEnd,
    }

    public int Seed => seed;

    public IReadOnlyList<RecordedDeferral> Starts => [.. _starts];

    /// <summary>Called on the thread of the deferring call, which is held back if it is the last one and its place is after the response's end.</summary>
    public void OnDeferring(Deferral deferral)
    {
        if (!deferral.Account.IsRequest || Interlocked.Increment(ref _made) != calls)
            return;
        if (_lastCallSide == Side.AfterTheEnd)
            _responseOver.Task.Wait(Window);
        _lastCall.TrySetResult();
    }

    /// <summary>Called when a response is over and admits no more.</summary>
    public void OnCompleting() => _responseOver.TrySetResult();

    /// <summary>Called at the end of each pipeline, which is held back if the place of the last call is before the response's end.</summary>
    public Task OnReturningAsync() => _lastCallSide == Side.BeforeTheEnd ? Task.WhenAny(_lastCall.Task, Task.Delay(Window)) : Task.CompletedTask;

    /// <summary>Starts what is held until the scenario has ended.</summary>
    public async Task RunAsync(Task scenario)
    {
        while (!scenario.IsCompleted)
        {
            var changed = control.NextChange();
            var coming = control.Log.Coming;
            if (coming.Count > 0)
            {
                var window = Task.Delay(Window);
                var ends = coming.Select(static Task (deferral) => deferral.Deferral.FateAsync());
                if (await Task.WhenAny([scenario, changed, window, .. ends]).ConfigureAwait(false) != window)
                    continue;
            }

            if (control.TryTakeHeld(Choose) is { } next)
                await StartAsync(next).ConfigureAwait(false);
            else
                await Task.WhenAny(scenario, changed).ConfigureAwait(false);
        }
    }

    /// <summary>One of those that may be next: a lane's, a target's and a sequence's deferrals keep their order.</summary>
    private RecordedDeferral Choose(IReadOnlyList<RecordedDeferral> held)
    {
        var firsts = held.OrderBy(static deferral => deferral.Number).DistinctBy(static deferral => deferral switch
        {
            { Target: { } target } => target,
            { Deferral.Plan.SameThread: true } => deferral.Deferral.Account.Lane,
            _ => (object)deferral,
        }).ToList();
        return firsts[_random.Next(firsts.Count)];
    }

    /// <summary>Starts it and, as the seed says, waits for its end before the next may start.</summary>
    private async Task StartAsync(RecordedDeferral next)
    {
        _starts.Enqueue(next);
        var isAlone = _random.Next(2) == 0;
        control.Send(next);
        using var window = new Deadline(Window);
        if (isAlone)
            await window.ComesAfterAsync(next.Deferral.FateAsync()).ConfigureAwait(false);
        while (next.Deferral.IsPending && await window.ComesAfterAsync(Task.Delay(1)).ConfigureAwait(false))
        {
            // Asks again: a routee tells nobody that it has started.
        }
    }
}
