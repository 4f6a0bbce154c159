using Crosstown.Actors.Deferrals;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Handlers;

/// <summary>Calls one handler type for one message type. Made once at registration, so that a deferral pays no reflection.</summary>
internal abstract class HandlerInvoker
{
    public abstract Type HandlerType { get; }

    public abstract Type MessageType { get; }

    public abstract Task? InvokeAsync(DeferralRun run, object message);
}

internal sealed class HandlerInvoker<THandler, TMessage> : HandlerInvoker
    where THandler : class, ITrafficHandler<TMessage>
{
    public override Type HandlerType => typeof(THandler);

    public override Type MessageType => typeof(TMessage);

    public override Task? InvokeAsync(DeferralRun run, object message) =>
        run.Services.GetRequiredService<THandler>().HandleAsync((TMessage)message, run.Context, run.Token);
}
