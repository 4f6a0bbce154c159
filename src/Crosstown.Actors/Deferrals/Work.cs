namespace Crosstown.Actors.Deferrals;

/// <summary>What a deferral does: a message for a handler or an actor, or a delegate.</summary>
internal abstract class Work
{
    /// <summary>The work in words, for logs and reports: handler and message, or the delegate's method.</summary>
    public abstract string Kind { get; }

    /// <summary>Whether it can run on the caller's own thread: a synchronous delegate.</summary>
    public virtual bool IsSynchronous => false;

    /// <summary>Whether it needs neither token, services nor context: then <see cref="Start"/> is given no run.</summary>
    public virtual bool RunsWithoutContext => false;

    /// <summary>Whether it has a DI scope, in which injected traffic is nested traffic.</summary>
    public virtual bool HasServices => false;

    /// <summary>Whether the request's actor hands it over by itself, with neither pool nor lane.</summary>
    public virtual bool IsHandedOver => false;

    /// <summary>The message of work that is one; null for a delegate, and once it was let go.</summary>
    public virtual object? Message => null;

    /// <summary>Starts the work. Null or a completed task when it is done; what it throws is its failure. Does nothing once the work was let go.</summary>
    public abstract Task? Start(IDeferralRun? run);

    /// <summary>Lets go of message or delegate, so that a receipt that is kept keeps no more than itself. Called once, from any thread.</summary>
    public abstract void Drop();
}
