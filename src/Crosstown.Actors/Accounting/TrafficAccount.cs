using System.Diagnostics;

namespace Crosstown.Actors.Accounting;

/// <summary>The ledger's account of one traffic: of a request, of one running deferral (nested), or of one call without a request.</summary>
[DebuggerDisplay("traffic {Number}: {Outstanding} outstanding")]
internal sealed class TrafficAccount
{
    private volatile bool _isReleased;
    private bool _hasStarted;

    /// <param name="ledger">The host's ledger.</param>
    /// <param name="parent">The account of the running deferral that defers; null for a request's own traffic, and without a request.</param>
    /// <param name="isReleased">Whether its deferrals wait for no response.</param>
    public TrafficAccount(Ledger ledger, TrafficAccount? parent = null, bool isReleased = false)
    {
        Ledger = ledger;
        Number = ledger.NextTraffic();
        Root = parent?.Root ?? this;
        Depth = parent is null ? 0 : parent.Depth + 1;
        Request = parent?.Request;
        IsWithoutRequest = isReleased && parent is null;
        _isReleased = isReleased;
    }

    public Ledger Ledger { get; }

    /// <summary>Unique in the process, from 1.</summary>
    public long Number { get; }

    /// <summary>The account of the request, or of the call without one, from which all nested traffic comes.</summary>
    public TrafficAccount Root { get; }

    /// <summary>0 for a request's own deferrals, 1 for those that its running deferrals made, and so on.</summary>
    public int Depth { get; }

    /// <summary>The lane of all same-thread deferrals of one root.</summary>
    public int Lane => (int)(Root.Number % Ledger.Lanes);

    /// <summary>Whether it belongs to one call without a request.</summary>
    public bool IsWithoutRequest { get; }

    public bool IsRequest => !IsNested && !IsWithoutRequest;

    public bool IsNested => Depth > 0;

    /// <summary>Whether its deferrals no longer wait for a response: the response is over or has started, or there is none. Set once.</summary>
    public bool IsReleased => _isReleased;

    /// <summary>The entrance of a request's own traffic, for the collecting lease; null for other traffic.</summary>
    public ICollecting? Collecting { get; set; }

    /// <summary>
    /// The request: at first without a response, and from the release on with the one by which the deferrals are judged, which the request's actor sets. Nested traffic has that of
    /// its parent. Null without a request.
    /// </summary>
    public RequestSnapshot? Request { get; set; }

    /// <summary>When its first deferral was admitted, as a timestamp of the ledger's clock; 0 before. Guarded by the ledger's lock.</summary>
    public long OpenedAt { get; set; }

    /// <summary>Whether the server runs the callbacks that end the response. Guarded by the ledger's lock.</summary>
    public bool IsEnding { get; set; }

    /// <summary>Since when it does, as a timestamp of the ledger's clock. Guarded by the ledger's lock.</summary>
    public long EndingSince { get; set; }

    /// <summary>Deferrals admitted and without a fate. Guarded by the ledger's lock.</summary>
    public int Outstanding { get; set; }

    /// <summary>For a root: the number of deferrals made by its running deferrals, all generations together. Guarded by the ledger's lock.</summary>
    public int Nested { get; set; }

    /// <summary>For a root: whether its same-thread work goes through the gate of its lane. Set by whoever dispatches it, once.</summary>
    public bool IsGated { get; set; }

    /// <summary>True at the first call, for the first start of one of its deferrals. Thread-safe.</summary>
    public bool IsFirstStart() => !Interlocked.Exchange(ref _hasStarted, true);

    /// <summary>From now on the deferrals of this traffic wait for no response. Takes no slot back: each deferral keeps its own until its end.</summary>
    public void MarkReleased() => _isReleased = true;
}
