using Akka.Actor;
using Crosstown.Actors.Accounting;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Runtime;

/// <summary>Gives up responses whose traffic has been collecting for longer than <c>crosstown.collecting-lease</c>. One actor for all requests, so that requests' actors need no timers.</summary>
internal sealed class LeaseSweeper : UntypedActor, IWithTimers
{
    /// <summary>Sweeps per lease: a response is given up at most a quarter of the lease late.</summary>
    private const int SweepsPerLease = 8;

    private readonly Ledger _ledger;
    private readonly CrosstownLogger _log;
    private readonly TimeSpan _lease;

    /// <summary>When each open response was first seen. In real time, not by the application's clock, because the lease limits a real connection and not the application's work.</summary>
    private readonly Dictionary<ICollecting, long> _seen = [];

    public LeaseSweeper(Ledger ledger, CrosstownLogger log, TimeSpan lease)
    {
        _ledger = ledger;
        _log = log;
        _lease = lease;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Timers.StartPeriodicTimer(Sweep.Instance, Sweep.Instance, _lease / SweepsPerLease);

    protected override void OnReceive(object message)
    {
        if (message is not Sweep)
        {
            Unhandled(message);
            return;
        }

        var open = _ledger.Collecting();
        foreach (var closed in _seen.Keys.Where(collecting => !open.Contains(collecting)).ToList())
            _seen.Remove(closed);
        foreach (var collecting in open)
        {
            if (_seen.TryAdd(collecting, TimeProvider.System.GetTimestamp()) || TimeProvider.System.GetElapsedTime(_seen[collecting]) < _lease)
                continue;
            Log.LeaseExpired(_log, collecting.Account.Request?.Endpoint, collecting.Account.Number, _lease);
            collecting.Expire();
        }
    }

    private sealed class Sweep : INoSerializationVerificationNeeded
    {
        public static readonly Sweep Instance = new();
    }
}
