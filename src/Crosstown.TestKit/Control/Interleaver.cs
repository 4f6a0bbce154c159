using System.Collections.Concurrent;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Pools;

namespace Crosstown.TestKit.Control;

/// <summary>
/// Starts held deferrals in the order of a seed. It waits until all deferrals that are to come are held, so that the seed chooses among the same ones each time. A wait that the
/// application itself may prevent from ending is limited.
/// </summary>
internal sealed class Interleaver(TrafficControl control, int seed, LastCall lastCall)
{
    /// <summary>The seed of the order deferred, one at a time.</summary>
    public const int InOrder = 0;

    /// <summary>How long the deferrals of a request that stays open, or of one that runs, keep the held ones from starting.</summary>
    private static readonly TimeSpan ComingWindow = TimeSpan.FromSeconds(2);

    /// <summary>How long code that blocks keeps the next deferral from starting.</summary>
    private static readonly TimeSpan BlockedWindow = TimeSpan.FromSeconds(2);

    /// <summary>How long code that awaits something does, where the seed has it run alone.</summary>
    private static readonly TimeSpan AloneWindow = TimeSpan.FromMilliseconds(25);

    private readonly Random _random = new(seed);
    private readonly Side _side = seed == InOrder ? Side.AsItComes : (Side)new Random(seed).Next(3);
    private readonly TaskCompletionSource _lastCallMade = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _responseOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<RecordedDeferral> _starts = [];
    private int _made;

    /// <summary>Where the last deferring call falls.</summary>
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
        if (!deferral.Account.IsRequest || Interlocked.Increment(ref _made) != lastCall.Number)
            return;
        if (_side == Side.AfterTheEnd && lastCall.CanFollow)
            lastCall.CanFollow = _responseOver.Task.Wait(LastCall.Window);
        _lastCallMade.TrySetResult();
    }

    /// <summary>Called when a response is over and admits no more.</summary>
    public void OnCompleting() => _responseOver.TrySetResult();

    /// <summary>Called at the end of each pipeline, which is held back if the place of the last call is before the response's end.</summary>
    public async Task OnReturningAsync()
    {
        if (_side != Side.BeforeTheEnd || !lastCall.CanPrecede)
            return;
        using var window = new Deadline(LastCall.Window);
        lastCall.CanPrecede = await window.ComesAfterAsync(_lastCallMade.Task).ConfigureAwait(false);
    }

    /// <summary>Starts what is held until the scenario has ended.</summary>
    public async Task RunAsync(Task scenario)
    {
        while (!scenario.IsCompleted)
        {
            var changed = control.NextChange();
            var coming = Coming();
            if (coming.Count > 0)
            {
                using var window = new Deadline(ComingWindow);
                var ends = coming.Select(static Task (deferral) => deferral.Deferral.FateAsync());
                if (await window.ComesAfterAsync(Task.WhenAny([scenario, changed, .. ends])).ConfigureAwait(false))
                    continue;
            }

            if (control.TryTakeHeld(Choose) is { } next)
                await StartAsync(next).ConfigureAwait(false);
            else
                await Task.WhenAny(scenario, changed).ConfigureAwait(false);
        }
    }

    /// <summary>Those that are to come without anything held being started: not those of a sequence, which wait for the one before them, nor those that wait for a set.</summary>
    private List<RecordedDeferral> Coming()
    {
        var coming = control.Log.Coming;
        var outstanding = control.Log.Outstanding;
        var sequences = outstanding.Where(static deferral => deferral.IsSequential).Select(static deferral => deferral.Deferral.Account).ToHashSet();
        sequences.IntersectWith(outstanding.Where(static deferral => deferral.IsReleased).Select(static deferral => deferral.Deferral.Account));
        return [.. coming.Where(deferral => !deferral.Deferral.Work.AwaitsSet && !sequences.Contains(deferral.Deferral.Account))];
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
        return seed == InOrder ? firsts[0] : firsts[_random.Next(firsts.Count)];
    }

    /// <summary>Starts it, and waits until it has ended or awaits something; for its end, as the seed says, before the next may start.</summary>
    private async Task StartAsync(RecordedDeferral next)
    {
        _starts.Enqueue(next);
        var isAlone = seed == InOrder || _random.Next(2) == 0;
        control.Send(next);
        var end = next.Deferral.FateAsync();
        using (var blocked = new Deadline(BlockedWindow))
        {
            // It asks again and again: a worker tells nobody that its code awaits something.
            while (!end.IsCompleted && !IsAwaited(next.Deferral) && await blocked.ComesAfterAsync(Task.WhenAny(end, Task.Delay(1))).ConfigureAwait(false))
            {
            }
        }

        using var alone = new Deadline(AloneWindow);
        if (isAlone)
            await alone.ComesAfterAsync(end).ConfigureAwait(false);
    }

    private static bool IsAwaited(Deferral deferral)
    {
        lock (deferral.Account.Ledger.Guard)
            return deferral.Details_NeedsLock().Run is DeferralRun { IsAwaited: true };
    }
}
