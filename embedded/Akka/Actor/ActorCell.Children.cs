namespace Akka.Actor;

public partial class ActorCell
{
    /// <summary>Null until the first child, as for most actors. Guards itself; under a guardian any thread may make the first.</summary>
    private Children ChildrenOrNull => _seldom is { } seldom ? Volatile.Read(ref seldom.Children) : null;

    public virtual IActorRef ActorOf(Props props, string name = null) => MakeChild(props, name, isSystemService: false);

    /// <summary>As <see cref="ActorOf"/>, and from any thread.</summary>
    public virtual IActorRef AttachChild(Props props, bool isSystemService, string name = null) => MakeChild(props, name, isSystemService);

    public IEnumerable<IInternalActorRef> GetChildren() => ChildrenSnapshot();

    IEnumerable<IActorRef> IActorContext.GetChildren() => ChildrenSnapshot();

    IActorRef IActorContext.Child(string name) => GetSingleChild(name);

    /// <summary>Any thread.</summary>
    public IInternalActorRef GetSingleChild(string name)
    {
        if (ChildrenOrNull is not { } children)
            return ActorRefs.Nobody;
        var hash = name.IndexOf('#', StringComparison.Ordinal);
        if (hash < 0)
            return (IInternalActorRef)children.ByName(name) ?? ActorRefs.Nobody;
        return children.ByName(name[..hash]) is { } child && long.TryParse(name.AsSpan(hash + 1), out var uid) && child.Uid == uid
            ? child : ActorRefs.Nobody;
    }

    public bool TryGetChildStatsByName(string name, out IChildStats child)
    {
        var found = ChildrenOrNull?.ByName(name);
        child = found?.Stats;
        return found != null;
    }

    protected bool TryGetChildStatsByRef(IActorRef actor, out ChildRestartStats child)
    {
        child = actor is LocalActorRef { IsChild: true } local && ReferenceEquals(local.Parent, _self) ? local.Stats : null;
        return child != null;
    }

    public void ReserveChild(string name) => EnsureChildren().Reserve(name);

    protected void UnreserveChild(string name) => ChildrenOrNull?.Unreserve(name);

    public ChildRestartStats InitChild(IInternalActorRef actor)
    {
        var child = (LocalActorRef)actor;
        EnsureChildren().Add(child);
        return child.Stats;
    }

    public void Stop(IActorRef child)
    {
        // Told already: it will end.
        if (child is LocalActorRef local && IsMine(local) && !ChildrenOrNull.ShallDie(local))
            return;
        ((IInternalActorRef)child).Stop();
    }

    /// <summary>What PreRestart does by default.</summary>
    internal void StopChildrenForRestart()
    {
        foreach (var child in ChildrenSnapshot())
        {
            Unwatch(child);
            Stop(child);
        }
    }

    internal LocalActorRef[] ChildrenSnapshot() => ChildrenOrNull?.Snapshot() ?? [];

    private bool IsMine(LocalActorRef child) => child.IsChild && ReferenceEquals(child.Parent, _self);

    private Children EnsureChildren()
    {
        var seldom = EnsureSeldom();
        return Volatile.Read(ref seldom.Children) ?? Interlocked.CompareExchange(ref seldom.Children, new(), null) ?? seldom.Children;
    }

    private LocalActorRef MakeChild(Props props, string name, bool isSystemService)
    {
        ArgumentNullException.ThrowIfNull(props);
        if (name != null)
            ActorNames.Validate(name);
        if (_stage == Stage.Ending)
            throw new InvalidOperationException("Cannot create child while terminating or terminated.");
        var children = EnsureChildren();
        if (children.Depth == 0)
            children.Depth = _self.Path.Depth + 1;
        long number = 0;
        if (name == null)
            number = children.NextNumber();
        else
            children.Reserve(name);
        LocalActorRef child;
        try
        {
            child = _system.LocalProvider.NewChild(this, props, name, number, children.Depth, isSystemService);
            children.Add(child);
        }
        catch
        {
            if (name != null)
                children.Unreserve(name);
            throw;
        }
        // A child of a suspended parent starts suspended; the parent's own resume or restart sets it free.
        if (ReferenceEquals(InternalCurrentActorCellKeeper.Current, this))
        {
            for (var i = _mailbox.SuspendCount; i > 0; i--)
                child.Suspend();
        }
        child.Start();
        return child;
    }
}
