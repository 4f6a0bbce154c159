using System.Collections.Concurrent;

namespace Akka.Actor;

/// <summary>/temp: refs that wait for one answer.</summary>
internal sealed class TempContainer(IActorRefProvider provider, ActorPath path) : MinimalActorRef
{
    private readonly ConcurrentDictionary<string, IInternalActorRef> _children = new();

    public override ActorPath Path => path;
    public override IActorRefProvider Provider => provider;
    public override IInternalActorRef Parent => provider.RootGuardian;

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        if (name.Count == 0 || name[0].Length == 0)
            return this;
        var hash = name[0].IndexOf('#', StringComparison.Ordinal);
        return _children.TryGetValue(hash < 0 ? name[0] : name[0][..hash], out var child) ? child.GetChild(name.Skip(1).ToArray()) : ActorRefs.Nobody;
    }

    internal void Add(string name, IInternalActorRef child) => _children[name] = child;

    internal void Remove(string name) => _children.TryRemove(name, out _);
}
