using System.Collections.Immutable;

namespace Akka.Actor.Internal;

/// <summary>Deployments by the elements of their paths. Immutable.</summary>
internal sealed class DeploymentTree
{
    public static readonly DeploymentTree Empty = new(Node.Empty, ImmutableHashSet<int>.Empty, anyDepthFrom: int.MaxValue);

    private readonly Node _root;
    private readonly ImmutableHashSet<int> _depths;

    /// <summary>From this depth on a <c>**</c> may match.</summary>
    private readonly int _anyDepthFrom;

    private DeploymentTree(Node root, ImmutableHashSet<int> depths, int anyDepthFrom)
    {
        _root = root;
        _depths = depths;
        _anyDepthFrom = anyDepthFrom;
    }

    public bool MayHoldDepth(int depth) => depth >= _anyDepthFrom || (!_depths.IsEmpty && _depths.Contains(depth));

    public Deploy Find(IReadOnlyList<string> path, int from) => path.Count > from ? Find(_root, path, from) : null;

    public DeploymentTree With(string[] path, Deploy deploy) => new(
        _root.With(path, deploy),
        _depths.Add(path.Length),
        path is [.., "**"] ? Math.Min(_anyDepthFrom, path.Length) : _anyDepthFrom);

    private static Deploy Find(Node node, IReadOnlyList<string> path, int at)
    {
        if (at == path.Count)
            return node.Deploy;
        if (node.Children.TryGetValue(path[at], out var named) && Find(named, path, at + 1) is { } nearest)
            return nearest;
        if (node.Children.TryGetValue("*", out var any) && Find(any, path, at + 1) is { } near)
            return near;
        return node.Children.TryGetValue("**", out var rest) ? rest.Deploy : null;
    }

    private sealed record Node(Deploy Deploy, ImmutableDictionary<string, Node> Children)
    {
        public static readonly Node Empty = new(null, ImmutableDictionary<string, Node>.Empty);

        public Node With(ReadOnlySpan<string> path, Deploy deploy) => path.IsEmpty
            ? this with { Deploy = deploy }
            : this with { Children = Children.SetItem(path[0], Children.GetValueOrDefault(path[0], Empty).With(path[1..], deploy)) };
    }
}
