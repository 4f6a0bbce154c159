using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Handlers;

/// <summary>Calls one handler type for one message type. Created once at registration, so that a deferral needs no reflection.</summary>
internal sealed class HandlerInvoker<THandler, TMessage> : MessageInvoker
    where THandler : class, ITrafficHandler<TMessage>
{
    public override Type HandlerType => typeof(THandler);

    public override Type MessageType => typeof(TMessage);

    /// <summary>Read at the registration, so that a value that cannot be read is an error at start-up.</summary>
    public override DecoratedDeferralOptions? Decorated { get; } = DecoratedDeferralOptions.Of(typeof(THandler));

    public override Task? InvokeAsync(IDeferralRun run, object message) =>
        run.Resolve<THandler>().HandleAsync((TMessage)message, run.Resolve<TrafficContext>(), run.Token);
}
