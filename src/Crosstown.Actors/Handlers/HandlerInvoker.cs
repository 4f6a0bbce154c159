using Crosstown.Actors.Deferrals;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Handlers;

/// <summary>
/// Calls one handler type for one message type. Created once at registration, so that a deferral needs no reflection. It is registered as the message's
/// <see cref="ITrafficHandler{TMessage}"/> too, and resolves that for each call, so that whatever an application registers later for that service handles the message instead.
/// </summary>
internal sealed class HandlerInvoker<THandler, TMessage> : MessageInvoker, ITrafficHandler<TMessage>
    where THandler : class, ITrafficHandler<TMessage>
{
    public override Type HandlerType => typeof(THandler);

    public override Type MessageType => typeof(TMessage);

    /// <summary>Read at the registration, so that a value that cannot be read is an error at start-up.</summary>
    public override DecoratedDeferralOptions? Decorated { get; } = DecoratedDeferralOptions.Of(typeof(THandler), mayRunNow: false);

    public override Task? InvokeAsync(IDeferralRun run, object message) =>
        run.Resolve<ITrafficHandler<TMessage>>().HandleAsync((TMessage)message, run.Resolve<TrafficContext>(), run.Token);

    /// <remarks>Not by a factory in the container: that would dispose of a singleton handler with the scope of a deferral.</remarks>
    Task ITrafficHandler<TMessage>.HandleAsync(TMessage message, TrafficContext context, CancellationToken cancellationToken) =>
        context.Services.GetRequiredService<THandler>().HandleAsync(message, context, cancellationToken);
}
