namespace Akka.Actor;

/// <summary>One message walking along a selection, on the sender's thread.</summary>
internal readonly struct SelectionWalk(object message, IActorRef sender, SelectionPathElement[] elements)
{
    /// <param name="fannedOut">True behind a wildcard that matched several: a branch that then leads nowhere is no dead letter.</param>
    public void From(IInternalActorRef current, int index, bool fannedOut)
    {
        for (; index < elements.Length; index++)
        {
            switch (elements[index])
            {
                case SelectParent:
                    current = current.Parent;
                    break;
                case SelectChildName byName:
                    if (ChildOf(current, byName.Name) is not IInternalActorRef child)
                    {
                        NobodyAt(current, index, fannedOut);
                        return;
                    }
                    current = child;
                    break;
                case SelectChildPattern pattern:
                    FanOut(current, index, ChildrenOf(current).Where(c => c.Path.Name.Like(pattern.PatternStr)), fannedOut);
                    return;
                case SelectChildRecursive:
                    FanOut(current, index, DescendantsOf(current), fannedOut);
                    return;
                default:
                    throw new NotSupportedException($"Unknown element in a selection: {elements[index]}");
            }
        }
        current.Tell(message, sender);
    }

    private void FanOut(IInternalActorRef current, int index, IEnumerable<IActorRef> matches, bool fannedOut)
    {
        var found = matches.OfType<IInternalActorRef>().ToList();
        if (found.Count == 0)
            NobodyAt(current, index, fannedOut);
        foreach (var match in found)
            From(match, index + 1, fannedOut || found.Count > 1);
    }

    /// <summary>Tells a ref that is nobody: it makes a dead letter with the path that was looked for, and answers <see cref="Identify"/>.</summary>
    private void NobodyAt(IInternalActorRef current, int index, bool fannedOut)
    {
        if (fannedOut)
            return;
        var path = current.Path;
        foreach (var element in elements.AsSpan(index))
            path = element is SelectParent ? path.Parent : path / element.ToString();
        new EmptyLocalActorRef(current.Provider, path, current.Provider.Settings.System.EventStream).Tell(message, sender);
    }

    private static IActorRef ChildOf(IInternalActorRef parent, string name)
    {
        var child = parent is ActorRefWithCell withCell ? withCell.GetSingleChild(name) : parent.GetChild([name]);
        return child is null or Nobody ? null : child;
    }

    private static IEnumerable<IActorRef> ChildrenOf(IInternalActorRef parent) => parent is ActorRefWithCell withCell ? withCell.Children : [];

    private static IEnumerable<IActorRef> DescendantsOf(IInternalActorRef parent) =>
        ChildrenOf(parent).SelectMany(child => child is IInternalActorRef inner ? DescendantsOf(inner).Prepend(child) : [child]);
}
