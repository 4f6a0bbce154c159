using Crosstown.Actors.Handlers;

namespace Crosstown.Actors.Deferrals;

/// <summary>A message for a handler, or for the user's own actor where the pool is made of those (then without an invoker).</summary>
internal sealed class MessageDeferral(object message, HandlerInvoker? invoker) : Deferral
{
    private readonly Type _type = message.GetType();
    private object? _message = message;

    internal override string Kind => invoker is null ? _type.Name : $"{invoker.HandlerType.Name}({_type.Name})";

    internal override object Payload => Volatile.Read(ref _message) ?? this;

    internal override bool HasServices => invoker is not null;

    internal override void Drop() => Volatile.Write(ref _message, null);

    internal override Task? Start(DeferralRun? run) => Volatile.Read(ref _message) is { } message
        ? (invoker ?? throw new NoTrafficHandlerException($"No handler is registered for {_type}.")).InvokeAsync(run!, message)
        : null;
}
