namespace Crosstown.Actors.Deferrals;

/// <summary>Calls the handler of a message.</summary>
internal abstract class MessageInvoker
{
    public abstract Type HandlerType { get; }

    public abstract Type MessageType { get; }

    public abstract Task? InvokeAsync(IDeferralRun run, object message);
}
