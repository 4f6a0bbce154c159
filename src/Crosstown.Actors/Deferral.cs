namespace Crosstown.Actors;

/// <summary>A receipt for one piece of deferred work: not a promise that it runs. Thread-safe. It is the message that travels through actors, too.</summary>
public abstract class Deferral
{
    private protected Deferral(DeferralOptions? options) => Options = options;

    /// <summary>Names it in logs, spans and the drain's report.</summary>
    public DeferralId Id { get; internal set; }

    /// <summary>How it ended, or null while it is outstanding.</summary>
    public Fate? Fate => throw new NotImplementedException();

    /// <summary>Why, for a fate that has a reason: the rule, the veto, the refusal. Null otherwise.</summary>
    public string? Reason => throw new NotImplementedException();

    /// <summary>What it threw, once its fate is <see cref="Fate.Failed"/>; null otherwise.</summary>
    public Exception? Exception => throw new NotImplementedException();

    internal DeferralOptions? Options { get; }

    /// <summary>Cancels it if it has not started; asks it to stop through its token if it runs.</summary>
    /// <returns>False when it had already ended.</returns>
    public bool Cancel() => throw new NotImplementedException();

    /// <summary>Completes with its fate.</summary>
    /// <exception cref="InvalidOperationException">The request that deferred it is still open: the wait would never end.</exception>
    public Task<Fate> WaitAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
