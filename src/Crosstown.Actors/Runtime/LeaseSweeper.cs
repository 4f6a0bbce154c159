using Akka.Actor;
using Crosstown.Actors.Accounting;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Runtime;

/// <summary>Gives up the responses that have collected for longer than <c>crosstown.collecting-lease</c>. One for all requests, whose own actors start no timers.</summary>
internal sealed class LeaseSweeper : UntypedActor, IWithTimers
{
    /// <summary>How many looks fall into one lease.</summary>
    private const int LooksPerLease = 8;

    private readonly Ledger _ledger;
    private readonly CrosstownLogger _log;
    private readonly TimeSpan _lease;

    /// <summary>When each response that is still being made was first seen. Real time: a lease is no deadline of the application's work.</summary>
    private readonly Dictionary<ICollecting, long> _seen = [];

    public LeaseSweeper(Ledger ledger, CrosstownLogger log, TimeSpan lease)
    {
        _ledger = ledger;
        _log = log;
        _lease = lease;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Timers.StartPeriodicTimer(Look.Instance, Look.Instance, _lease / LooksPerLease);

    protected override void OnReceive(object message)
    {
        if (message is not Look)
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
            Log.LeaseExpired(_log, collecting.Account.Number, _lease);
            collecting.Expire();
        }
    }

    private sealed class Look : INoSerializationVerificationNeeded
    {
        public static readonly Look Instance = new();
    }
}
