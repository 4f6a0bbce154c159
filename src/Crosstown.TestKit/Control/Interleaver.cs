using System.Collections.Concurrent;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Pools;

namespace Crosstown.TestKit.Control;

/// <summary>
/// Starts held deferrals in the order of a seed. It waits until all deferrals that are to come are held, so that the seed chooses among the same ones each time. A wait that the
/// application itself may prevent from ending is limited.
/// </summary>
internal sealed class Interleaver
{
    /// <summary>The seed of the order deferred, one at a time.</summary>
    public const int InOrder = 0;

    /// <summary>How long the deferrals of a request that stays open, or of one that runs, keep the held ones from starting.</summary>
    private static readonly TimeSpan ComingWindow = TimeSpan.FromSeconds(2);

    /// <summary>How long code that blocks keeps the next deferral from starting.</summary>
    private static readonly TimeSpan BlockedWindow = TimeSpan.FromSeconds(2);

    /// <summary>How long code that awaits something does, where the seed has it run alone.</summary>
    private static readonly TimeSpan AloneWindow = TimeSpan.FromMilliseconds(25);

    private readonly TrafficControl _control;
    private readonly LastCall _lastCall;
    private readonly Random _random;
    private readonly Side _side;
    private readonly TaskCompletionSource<Deferral> _lastCallMade = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<RecordedDeferral> _starts = [];

    /// <summary>The end of each request's response, by the server's identifier of the request.</summary>
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _responses = new();

    /// <summary>The requests whose pipelines have returned, by the same identifier, in that order. Its own lock.</summary>
    private readonly List<string> _returned = [];
    private int _made;

    public Interleaver(TrafficControl control, int seed, LastCall lastCall)
    {
        (_control, _lastCall, Seed, _random) = (control, lastCall, seed, new Random(seed));
        // The first number of the seed: the orders of starts take the others.
        _side = seed == InOrder ? Side.AsItComes : _random.Next(2) == 0 ? Side.BeforeTheEnd : Side.AfterTheEnd;
    }

    /// <summary>Where the last deferring call falls.</summary>
    private enum Side
    {
        AsItComes,
        BeforeTheEnd,
        AfterTheEnd,
    }

    public int Seed { get; }

    public IReadOnlyList<RecordedDeferral> Starts => [.. _starts];

    /// <summary>Called on the thread of the deferring call, which is held back if it is the last one and its place is after the response's end.</summary>
    public void OnDeferring(Deferral deferral)
    {
        if (!deferral.Account.IsRequest || Interlocked.Increment(ref _made) != _lastCall.Number)
            return;
        if (_side == Side.AfterTheEnd && _lastCall.CanFollow)
            _lastCall.CanFollow = ResponseOf(deferral.Account.Request!).Task.Wait(LastCall.Window);
        _lastCallMade.TrySetResult(deferral);
    }

    /// <summary>Called when a response is over and admits no more.</summary>
    public void OnCompleting(RequestSnapshot request) => ResponseOf(request).TrySetResult();

    /// <summary>Called at the end of each pipeline. That of the request with the last call is held back if the place of the call is before the response's end.</summary>
    public async Task OnReturningAsync(string request)
    {
        int number;
        lock (_returned)
        {
            _returned.Add(request);
            number = _returned.Count;
        }

        if (_side != Side.BeforeTheEnd || !_lastCall.CanPrecede || number != _lastCall.Pipeline)
            return;
        using var window = new Deadline(LastCall.Window);
        _lastCall.CanPrecede = await window.ComesAfterAsync(_lastCallMade.Task).ConfigureAwait(false);
        if (!_lastCall.CanPrecede)
            return;
        var last = await _lastCallMade.Task.ConfigureAwait(false);
        // It asks again and again: the call is made before it is admitted, and its thread tells nobody when it has been.
        while (last is { Ordinal: 0, Fate: null } && await window.ComesAfterAsync(Task.Delay(1)).ConfigureAwait(false))
        {
        }
    }

    /// <summary>The last call of this run, for the runs after it.</summary>
    public LastCall FindLastCall()
    {
        var calls = _control.Log.SinceReset.Where(static deferral => deferral.Deferral.Account.IsRequest).ToList();
        lock (_returned)
            return new LastCall(calls.Count, calls.Count == 0 ? 0 : _returned.IndexOf(calls[^1].Deferral.Account.Request!.TraceIdentifier) + 1);
    }

    /// <summary>Starts what is held until the scenario has ended.</summary>
    public async Task RunAsync(Task scenario)
    {
        while (!scenario.IsCompleted)
        {
            var changed = _control.NextChange();
            var coming = Coming();
            if (coming.Count > 0)
            {
                using var window = new Deadline(ComingWindow);
                var ends = coming.Select(static Task (deferral) => deferral.Deferral.FateAsync());
                if (await window.ComesAfterAsync(Task.WhenAny([scenario, changed, .. ends])).ConfigureAwait(false))
                    continue;
            }

            if (_control.TryTakeHeld(Choose) is { } next)
                await StartAsync(next).ConfigureAwait(false);
            else
                await Task.WhenAny(scenario, changed).ConfigureAwait(false);
        }
    }

    /// <summary>Those that are to come without anything held being started: not those of a sequence, which wait for the one before them, nor those that wait for a set.</summary>
    private List<RecordedDeferral> Coming()
    {
        var coming = _control.Log.Coming;
        var outstanding = _control.Log.Outstanding;
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
        return Seed == InOrder ? firsts[0] : firsts[_random.Next(firsts.Count)];
    }

    /// <summary>Starts it, and waits until it has ended or awaits something; for its end, as the seed says, before the next may start.</summary>
    private async Task StartAsync(RecordedDeferral next)
    {
        _starts.Enqueue(next);
        var isAlone = Seed == InOrder || _random.Next(2) == 0;
        _control.Send(next);
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

    private TaskCompletionSource ResponseOf(RequestSnapshot request) =>
        _responses.GetOrAdd(request.TraceIdentifier, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private static bool IsAwaited(Deferral deferral)
    {
        lock (deferral.Account.Ledger.Guard)
            return deferral.Details_NeedsLock().Run is DeferralRun { IsAwaited: true };
    }
}
