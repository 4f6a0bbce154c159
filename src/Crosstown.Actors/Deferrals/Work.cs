namespace Crosstown.Actors.Deferrals;

/// <summary>The work of a deferral: a message for a handler or an actor, or a delegate.</summary>
internal abstract class Work
{
    /// <summary>The work in words, for logs and reports: handler and message, or the delegate's method.</summary>
    public abstract string Kind { get; }

    /// <summary>Whether it can run on the caller's own thread: a synchronous delegate, or a decorated method that returns void.</summary>
    public virtual bool IsSynchronous => false;

    /// <summary>Whether it needs neither token, services nor context. <see cref="Start"/> then gets null.</summary>
    public virtual bool RunsWithoutContext => false;

    /// <summary>Whether it has a DI scope, in which injected traffic is nested traffic.</summary>
    public virtual bool HasServices => false;

    /// <summary>Whether the dispatcher sends it to its target itself, without a pool or a lane.</summary>
    public virtual bool IsHandedOver => false;

    /// <summary>The message; null for a delegate, and after <see cref="Drop"/>.</summary>
    public virtual object? Message => null;

    /// <summary>The message's run-time type, also after <see cref="Drop"/>; null for a delegate.</summary>
    public virtual Type? MessageType => null;

    /// <summary>The delegate, whose method may be decorated; null for a message, and after <see cref="Drop"/>.</summary>
    public virtual Delegate? Delegate => null;

    /// <summary>The deferrals whose fates it waits for before it is dispatched, also after <see cref="Drop"/>; null for none.</summary>
    public virtual IReadOnlyList<Deferral>? Set => null;

    /// <summary>Whether it has to wait for its set.</summary>
    public bool AwaitsSet => Set is { } set && set.Any(static deferral => deferral.Fate is null);

    /// <summary>Starts the work. Returns null or a completed task when it is done; an exception is its failure. Does nothing after <see cref="Drop"/>.</summary>
    public abstract Task? Start(IDeferralRun? run);

    /// <summary>Drops the reference to message or delegate, so that a kept receipt does not keep them alive. Called once, from any thread.</summary>
    public abstract void Drop();
}
