namespace Crosstown.Actors;

/// <summary>A deferral that failed for good or was abandoned, as it is handed to an <see cref="ITrafficFailureHandler"/>. Immutable.</summary>
public sealed class TrafficFailure
{
    /// <summary>Creates a failure without a host, for tests of handlers.</summary>
    /// <param name="deferral">The receipt, whose fate is Failed or Abandoned: see the constructor of <see cref="Actors.Deferral"/>.</param>
    /// <param name="message">Its message; null for a delegate.</param>
    /// <param name="exceptions">The exceptions of its attempts; null for that of the receipt alone.</param>
    /// <param name="attempts">How many attempts have started. 0 or more.</param>
    /// <exception cref="ArgumentException">The deferral has another fate, or none; <see cref="ArgumentOutOfRangeException"/> for attempts below 0.</exception>
    public TrafficFailure(Deferral deferral, object? message = null, IReadOnlyList<Exception>? exceptions = null, int attempts = 1)
    {
        ArgumentNullException.ThrowIfNull(deferral);
        ArgumentOutOfRangeException.ThrowIfNegative(attempts);
        if (deferral.Fate is not (Actors.Fate.Failed or Actors.Fate.Abandoned))
            throw new ArgumentException($"The fate of {deferral} is {deferral.Fate?.ToString() ?? "still open"}; that of a failure is Failed or Abandoned.", nameof(deferral));
        Deferral = deferral;
        Message = message;
        Exceptions = exceptions ?? (deferral.Exception is { } exception ? [exception] : []);
        Attempts = attempts;
    }

    /// <summary>The receipt, with id, kind and pool.</summary>
    public Deferral Deferral { get; }

    /// <summary>The deferred message; null for a delegate.</summary>
    public object? Message { get; }

    /// <summary>The exceptions of its attempts, the last one last. Empty if it was abandoned without a failed attempt, or lost with its routee.</summary>
    public IReadOnlyList<Exception> Exceptions { get; }

    /// <summary>How many attempts have started. 0 for a deferral that never ran.</summary>
    public int Attempts { get; }

    /// <summary><see cref="Fate.Failed"/> or <see cref="Fate.Abandoned"/>.</summary>
    public Fate Fate => Deferral.Fate!.Value;

    /// <summary>Why it failed or was abandoned.</summary>
    public string? Reason => Deferral.Reason;

    /// <summary>The request that deferred it, with its response; null without a request, and if it was abandoned before the response was over.</summary>
    public RequestSnapshot? Request => Deferral.Request;

    /// <summary>Fate, id and work, such as <c>Failed: 81-3 PlaceCallHandler(PlaceCall)</c>.</summary>
    public override string ToString() => $"{Fate}: {Deferral}";

    /// <summary>Notes what is known when the deferral gets its fate, before its work is dropped.</summary>
    internal static TrafficFailure Of(Deferral deferral)
    {
        lock (deferral.Account.Ledger.Guard)
        {
            var details = deferral.Details_NeedsLock();
            return new TrafficFailure(deferral, deferral.Work.Message, details.Exceptions, deferral.Attempts);
        }
    }
}
