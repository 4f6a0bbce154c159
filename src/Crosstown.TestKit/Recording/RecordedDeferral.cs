using System.Globalization;
using System.Text;
using Akka.Actor;
using Crosstown.Actors.Deferrals;

namespace Crosstown.TestKit;

/// <summary>One deferral that a test has recorded. Thread-safe. Its message is kept, also after the deferral has ended.</summary>
public sealed class RecordedDeferral
{
    private volatile bool _isReleased;

    internal RecordedDeferral(Deferral deferral, int number)
    {
        Deferral = deferral;
        Number = number;
        Message = deferral.Work.Message;
        Target = (deferral.Work as ActorWork)?.Target;
        // Read now: a delegate that has ended is kept by nobody.
        Kind = deferral.Kind;
    }

    /// <summary>Its number in the order of the deferring calls, from 1.</summary>
    public int Number { get; }

    /// <summary>The receipt that the application got.</summary>
    public Deferral Deferral { get; }

    /// <summary>The deferred message; null for a delegate.</summary>
    public object? Message { get; }

    /// <summary>The actor of a deferral made with <see cref="ITraffic.TellTo"/>; null otherwise.</summary>
    public IActorRef? Target { get; }

    /// <summary>The work in words, such as <c>PlaceCallHandler(PlaceCall)</c>, or the method that has the delegate.</summary>
    public string Kind { get; }

    /// <summary>The pool, or <see cref="PoolNames.SameThread"/>. For a message to an actor (<see cref="Target"/>) no pool is used.</summary>
    public string Pool => Deferral.Pool;

    /// <summary>The longest that it may run; null for no limit.</summary>
    public TimeSpan? Timeout => Deferral.Plan.HasTimeout ? Deferral.Plan.Timeout : null;

    /// <summary>The key of its options; null for none.</summary>
    public string? Key => Deferral.Plan.Key;

    /// <summary>Whether its options, its endpoint or its host make its request's pool work run one after another.</summary>
    public bool IsSequential => Deferral.Plan.Sequential;

    /// <summary>Whether it has been released: judged as a go, and dispatched or held in its test's hand.</summary>
    public bool IsReleased
    {
        // Work that its caller has run by itself was never dispatched.
        get => _isReleased || Fate is Actors.Fate.Ran;
        internal set => _isReleased = value;
    }

    /// <summary>How it ended; null while it is outstanding.</summary>
    public Fate? Fate => Deferral.Fate;

    /// <summary>Why it has its fate; null while it is outstanding, and for a fate without a reason.</summary>
    public string? Reason => Deferral.Reason;

    /// <summary>The exception of a failure; null otherwise.</summary>
    public Exception? Exception => Deferral.Exception;

    /// <summary>The request with the response by which it was judged; null before that, and without a request.</summary>
    public RequestSnapshot? Request => Deferral.Request;

    /// <summary>Whether it ended without having run: a no-go, an abort, a cancellation, a refusal, or abandoned.</summary>
    public bool IsDiscarded => Fate is not (null or Actors.Fate.Ran or Actors.Fate.Failed);

    /// <summary>Whether a test has been told of its failure. Guarded by the lock of its record.</summary>
    internal bool IsReported { get; set; }

    /// <summary>Number, work, pool, fate and message in one line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Number}. {Kind} ({(Target is null ? Pool : Target.Path)}): ");
        text.Append(Fate?.ToString() ?? (IsReleased ? "released" : "not released"));
        if (Request is { } request)
            text.Append(CultureInfo.InvariantCulture, $", status {request.Response.StatusCode}");
        if (Reason is { } reason)
            text.Append(CultureInfo.InvariantCulture, $", {reason}");
        if (Message is not null)
            text.Append(CultureInfo.InvariantCulture, $" | {Message}");
        return text.ToString();
    }
}
