namespace Akka.Actor;

/// <summary>A path to walk from an anchor each time something is told to it; what it finds may be nobody, one actor or many.</summary>
public class ActorSelection : ICanTell
{
    public ActorSelection()
    {
    }

    public ActorSelection(IActorRef anchor, SelectionPathElement[] path)
    {
        Anchor = anchor;
        Path = path;
    }

    public ActorSelection(IActorRef anchor, string path) : this(anchor, string.IsNullOrEmpty(path) ? [] : path.Split('/'))
    {
    }

    /// <exception cref="IllegalActorNameException"><c>**</c> is not the last element.</exception>
    public ActorSelection(IActorRef anchor, IEnumerable<string> elements)
    {
        Anchor = anchor;
        Path = Parse(elements);
    }

    public IActorRef Anchor { get; }

    public SelectionPathElement[] Path { get; }

    public string PathString => string.Join("/", (object[])Path);

    public void Tell(object message, IActorRef sender = null) =>
        Deliver(Anchor, message, sender ?? ActorCell.GetCurrentSelfOrNoSender(), Path);

    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    /// <summary>The first actor to answer.</summary>
    /// <exception cref="ActorNotFoundException">Nobody is there, or nobody answered in time, or it was cancelled.</exception>
    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        ActorIdentity identity;
        try
        {
            identity = await this.Ask<ActorIdentity>(new Identify(null), timeout, ct).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            throw new ActorNotFoundException($"Exception occurred while resolving {this}", e);
        }
        return identity.Subject ?? throw new ActorNotFoundException($"No actor at {this}");
    }

    protected bool Equals(ActorSelection other) => Equals(Anchor, other.Anchor) && Path.SequenceEqual(other.Path);

    public override bool Equals(object obj) =>
        ReferenceEquals(this, obj) || (obj is ActorSelection other && other.GetType() == GetType() && Equals(other));

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Anchor);
        foreach (var element in Path)
            hash.Add(element);
        return hash.ToHashCode();
    }

    public override string ToString()
    {
        var uid = Anchor.Path.Uid == ActorCell.UndefinedUid ? "" : "#" + Anchor.Path.Uid;
        return $"ActorSelection[Anchor({Anchor.Path}{uid}), Path(/{PathString})]";
    }

    internal static void Deliver(IActorRef anchor, object message, IActorRef sender, SelectionPathElement[] elements, bool fannedOut = false)
    {
        if (elements.Length == 0)
            anchor.Tell(message, sender);
        else if (anchor is IInternalActorRef start)
            new SelectionWalk(message, sender, elements).From(start, 0, fannedOut);
        else
            anchor.Tell(new ActorSelectionMessage(message, elements, fannedOut), sender);
    }

    private static SelectionPathElement[] Parse(IEnumerable<string> elements)
    {
        var path = new List<SelectionPathElement>();
        foreach (var element in elements)
        {
            if (string.IsNullOrEmpty(element) || element == ".")
                continue;
            if (path.Count > 0 && path[^1] is SelectChildRecursive)
                throw new IllegalActorNameException("Double wildcard can only appear at the last path entry");
            path.Add(element switch
            {
                ".." => SelectParent.Instance,
                "**" => SelectChildRecursive.Instance,
                _ when element.AsSpan().ContainsAny('*', '?') => new SelectChildPattern(element),
                _ => new SelectChildName(element),
            });
        }
        return [.. path];
    }
}
