using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Handlers;

/// <summary>Calls a decorated method by its generated handler, which has no state and is not registered.</summary>
internal sealed class MethodInvoker<TMessage>(string name, ITrafficHandler<TMessage> handler, bool isSynchronous) : MessageInvoker
{
    private DecoratedDeferralOptions? _decorated;

    public override Type HandlerType => handler.GetType();

    public override Type MessageType => typeof(TMessage);

    /// <summary>Read at the first call, and not when the generated code is initialized, so that the caller gets the error. A benign race: all threads read the same.</summary>
    public override DecoratedDeferralOptions? Decorated => _decorated ??= DecoratedDeferralOptions.Of(HandlerType, isSynchronous);

    public override bool IsSynchronous => isSynchronous;

    public override string Describe(Type messageType) => name;

    public override Task? InvokeAsync(IDeferralRun run, object message) => handler.HandleAsync((TMessage)message, run.Resolve<TrafficContext>(), run.Token);
}
