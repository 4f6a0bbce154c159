namespace Crosstown.Actors.Deferrals;

/// <summary>A message for a handler or, without an invoker, for an actor of a pool of the application's own actors.</summary>
internal sealed class MessageWork(object message, MessageInvoker? invoker, IReadOnlyList<Deferral>? set = null) : Work
{
    private object? _message = message;

    public override string Kind => invoker is null ? MessageType.Name : invoker.Describe(MessageType);

    public override bool IsSynchronous => invoker is { IsSynchronous: true };

    public override bool HasServices => invoker is not null;

    public override object? Message => _message;

    public override Type MessageType { get; } = message.GetType();

    public override IReadOnlyList<Deferral>? Set => set;

    public override void Drop() => _message = null;

    public override Task? Start(IDeferralRun? run) => _message is { } message
        ? (invoker ?? throw new NoTrafficHandlerException($"No handler is registered for {MessageType}.")).InvokeAsync(run!, message)
        : null;
}
