namespace Crosstown.Actors.Deferrals;

/// <summary>Calls the handler of a message.</summary>
internal abstract class MessageInvoker
{
    public abstract Type HandlerType { get; }

    public abstract Type MessageType { get; }

    /// <summary>The options of the decorated handler; null if it is not decorated.</summary>
    public virtual DecoratedDeferralOptions? Decorated => null;

    /// <summary>Whether its work is over when <see cref="InvokeAsync"/> returns: a method that returns void.</summary>
    public virtual bool IsSynchronous => false;

    /// <summary>The work in words, for a message of this run-time type.</summary>
    public virtual string Describe(Type messageType) => $"{HandlerType.Name}({messageType.Name})";

    public abstract Task? InvokeAsync(IDeferralRun run, object message);
}
