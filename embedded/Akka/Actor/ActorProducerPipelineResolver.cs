namespace Akka.Actor;

/// <summary>The plugins of a system, at most one of each class, in the order they apply.</summary>
public class ActorProducerPipelineResolver
{
    private readonly Lazy<ILoggingAdapter> _log;
    /// <summary>Replaced as a whole under a lock on this object.</summary>
    private volatile IActorProducerPlugin[] _plugins = [];

    public ActorProducerPipelineResolver(Func<ILoggingAdapter> logBuilder) => _log = new(logBuilder);

    internal event Action Changed;

    public int TotalPluginCount => _plugins.Length;

    public bool IsRegistered(IActorProducerPlugin plugin) => IndexOf(plugin) >= 0;

    public bool Register(IActorProducerPlugin plugin) => Insert(int.MaxValue, plugin);

    public bool Insert(int index, IActorProducerPlugin plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        lock (this)
        {
            if (IsRegistered(plugin))
                return false;
            var plugins = _plugins.ToList();
            plugins.Insert(Math.Min(index, plugins.Count), plugin);
            _plugins = [.. plugins];
        }
        Changed?.Invoke();
        return true;
    }

    public bool Unregister(IActorProducerPlugin plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        lock (this)
        {
            var index = IndexOf(plugin);
            if (index < 0)
                return false;
            _plugins = _plugins.Where((_, i) => i != index).ToArray();
        }
        Changed?.Invoke();
        return true;
    }

    internal ActorProducerPipeline Resolve(Type actorType)
    {
        var applicable = _plugins.Where(plugin => plugin.CanBeAppliedTo(actorType)).ToArray();
        return applicable.Length == 0 ? null : new(_log, applicable);
    }

    private int IndexOf(IActorProducerPlugin plugin) => Array.FindIndex(_plugins, each => each.GetType() == plugin.GetType());
}
