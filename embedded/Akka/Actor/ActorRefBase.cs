namespace Akka.Actor;

public abstract class ActorRefBase : IActorRef
{
    public abstract ActorPath Path { get; }

    internal virtual long Uid => Path.Uid;

    /// <exception cref="InvalidMessageException">The message is null.</exception>
    public void Tell(object message, IActorRef sender)
    {
        if (message == null)
            throw new InvalidMessageException("Message is null");
        TellInternal(message, sender);
    }

    protected abstract void TellInternal(object message, IActorRef sender);

    public override string ToString() => Path.Uid == ActorCell.UndefinedUid ? $"[{Path}]" : $"[{Path}#{Path.Uid}]";

    public override bool Equals(object obj) => obj is IActorRef other && Equals(other);

    /// <summary>The uid's: equal refs have equal uids, and no path need be built for it.</summary>
    public override int GetHashCode() => Uid is not ActorCell.UndefinedUid and var uid ? uid.GetHashCode() : Path.GetHashCode();

    public bool Equals(IActorRef other)
    {
        if (ReferenceEquals(this, other))
            return true;
        // A local ref is the only one of its incarnation.
        if (other is null || (this is LocalActorRef && other is LocalActorRef))
            return false;
        return Path.Uid == other.Path.Uid && Path.Equals(other.Path);
    }

    public int CompareTo(object obj)
    {
        if (obj is null)
            return 1;
        return obj is IActorRef other ? CompareTo(other) : throw new ArgumentException($"Object must be of type IActorRef, found {obj.GetType()} instead.", nameof(obj));
    }

    public int CompareTo(IActorRef other)
    {
        if (other is null)
            return 1;
        var byPath = Path.CompareTo(other.Path);
        return byPath != 0 ? byPath : Path.Uid.CompareTo(other.Path.Uid);
    }

    public virtual ISurrogate ToSurrogate(ActorSystem system) => throw NoSerialization.Here(this);
}
