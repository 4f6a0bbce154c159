namespace Akka.Actor;

/// <summary>The plugins of one class of actors, in their order.</summary>
public class ActorProducerPipeline : IEnumerable<IActorProducerPlugin>
{
    private readonly Lazy<ILoggingAdapter> _log;
    private readonly IActorProducerPlugin[] _plugins;

    public ActorProducerPipeline(Lazy<ILoggingAdapter> log, IEnumerable<IActorProducerPlugin> plugins)
    {
        _log = log;
        _plugins = [.. plugins];
    }

    public int Count => _plugins.Length;

    public void AfterActorIncarnated(ActorBase actor, IActorContext context) =>
        Apply(actor, context, static (plugin, actor, context) => plugin.AfterIncarnated(actor, context), _plugins);

    /// <summary>In reverse: the last one in is the first one out.</summary>
    public void BeforeActorIncarnated(ActorBase actor, IActorContext context) =>
        Apply(actor, context, static (plugin, actor, context) => plugin.BeforeIncarnated(actor, context), _plugins.Reverse());

    public IEnumerator<IActorProducerPlugin> GetEnumerator() => _plugins.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Apply(ActorBase actor, IActorContext context, Action<IActorProducerPlugin, ActorBase, IActorContext> step,
        IEnumerable<IActorProducerPlugin> plugins)
    {
        foreach (var plugin in plugins)
        {
            try
            {
                step(plugin, actor, context);
            }
            catch (Exception e)
            {
                _log?.Value?.Error(e, "An exception occurred while trying to apply plugin of type {0} to the newly created actor (Type = {1}, Path = {2})",
                    plugin.GetType(), actor.GetType(), context.Self.Path);
                throw;
            }
        }
    }
}
