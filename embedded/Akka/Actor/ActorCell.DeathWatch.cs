namespace Akka.Actor;

public partial class ActorCell
{
    /// <summary>Both keyed by the watched ref; the value is what WatchWith gave, or null.</summary>
    private sealed class Watches
    {
        internal readonly Dictionary<IActorRef, object> Watching = [];
        /// <summary>Those whose Terminated is in the mailbox; Unwatch takes them out, and the message is then ignored.</summary>
        internal readonly Dictionary<IActorRef, object> Queued = [];

        /// <summary>A parent that watched a million children once must not pay for them ever after.</summary>
        internal void Trim()
        {
            if (Queued.Count == 0 && Watching.Count == 0 && Queued.Capacity + Watching.Capacity > 1024)
            {
                Queued.TrimExcess();
                Watching.TrimExcess();
            }
        }
    }

    public IActorRef Watch(IActorRef subject) => Watch(subject, null);

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Watch(subject, message);
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        if (_seldom is not { Watches: { } watches } || subject.Equals(_self))
            return subject;
        if (watches.Watching.Remove(subject) && !IsLivingChild(subject))
            ((IInternalActorRef)subject).SendSystemMessage(new Unwatch((IInternalActorRef)subject, _self));
        watches.Queued.Remove(subject);
        return subject;
    }

    public void TerminatedQueuedFor(IActorRef subject, Option<object> customMessage) =>
        EnsureWatches().Queued.TryAdd(subject, customMessage.HasValue ? customMessage.Value : null);

    protected void ReceivedTerminated(Terminated t)
    {
        // Not queued: unwatched after it was put into the mailbox, or heard of already.
        if (_seldom is not { Watches: { } watches } || !watches.Queued.Remove(t.ActorRef, out var custom))
            return;
        watches.Trim();
        if (custom == null)
        {
            ReceiveMessage(t);
            return;
        }
        _currentMessage = custom;
        ReceiveMessage(custom);
    }

    protected void WatchedActorTerminated(IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    {
        if (_seldom is { Watches: { } watches } && watches.Watching.Remove(actor, out var custom))
        {
            if (ChildrenOrNull is not { Waiting: WaitReason.Termination })
            {
                watches.Queued.TryAdd(actor, custom);
                SendMessage(actor, new Terminated(actor, existenceConfirmed, addressTerminated));
            }
        }
        // The message above is queued first, so the name is free by the time it is handled.
        if (actor is LocalActorRef child && IsMine(child))
            HandleChildTerminated(child);
    }

    protected void AddWatcher(IActorRef watchee, IActorRef watcher)
    {
        var watcheeIsSelf = watchee.Equals(_self);
        var watcherIsSelf = watcher.Equals(_self);
        if (watcheeIsSelf && !watcherIsSelf)
        {
            var seldom = EnsureSeldom();
            switch (seldom.WatchedBy)
            {
                case null:
                    seldom.WatchedBy = watcher;
                    break;
                case HashSet<IActorRef> several:
                    several.Add(watcher);
                    break;
                case IActorRef one when !one.Equals(watcher):
                    seldom.WatchedBy = new HashSet<IActorRef> { one, watcher };
                    break;
            }
            if (_system.Settings.DebugLifecycle)
                Publish(new Debug(_self.Path.ToString(), ActorType, $"now watched by {watcher}"));
        }
        else if (!watcheeIsSelf && watcherIsSelf)
        {
            Watch(watchee);
        }
        else
        {
            Publish(new Warning(_self.Path.ToString(), ActorType, $"BUG: illegal Watch({watchee},{watcher}) for {_self}"));
        }
    }

    protected void RemWatcher(IActorRef watchee, IActorRef watcher)
    {
        var watcheeIsSelf = watchee.Equals(_self);
        var watcherIsSelf = watcher.Equals(_self);
        if (watcheeIsSelf && !watcherIsSelf)
        {
            if (_seldom?.WatchedBy is HashSet<IActorRef> several)
                several.Remove(watcher);
            else if (_seldom?.WatchedBy is IActorRef one && one.Equals(watcher))
                _seldom.WatchedBy = null;
            if (_system.Settings.DebugLifecycle)
                Publish(new Debug(_self.Path.ToString(), ActorType, $"no longer watched by {watcher}"));
        }
        else if (!watcheeIsSelf && watcherIsSelf)
        {
            Unwatch(watchee);
        }
    }

    protected void TellWatchersWeDied()
    {
        if (_seldom is not { WatchedBy: { } watchedBy } seldom)
            return;
        if (watchedBy is HashSet<IActorRef> several)
        {
            foreach (var watcher in several)
                TellDied(watcher);
        }
        else
        {
            TellDied((IActorRef)watchedBy);
        }
        seldom.WatchedBy = null;
    }

    protected void UnwatchWatchedActors(ActorBase actor)
    {
        if (_seldom is not { Watches: { } watches } seldom)
            return;
        foreach (var watched in watches.Watching.Keys)
            ((IInternalActorRef)watched).SendSystemMessage(new Unwatch((IInternalActorRef)watched, _self));
        seldom.Watches = null;
    }

    private void TellDied(IActorRef watcher)
    {
        if (!watcher.Equals(_parent))
            ((IInternalActorRef)watcher).SendSystemMessage(new DeathWatchNotification(_self, existenceConfirmed: true, addressTerminated: false));
    }

    private Watches EnsureWatches() => EnsureSeldom().Watches ??= new();

    private IActorRef Watch(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (subject.Equals(_self))
            return subject;
        var watching = EnsureWatches().Watching;
        if (!watching.TryGetValue(subject, out var already))
        {
            watching.Add(subject, message);
            // The end of a child that is watched is told to its parent, and no Watch need be sent; one that has left is as dead as any other, and its mailbox answers.
            if (!IsLivingChild(subject) || !ChildrenOrNull.TryWatch((LocalActorRef)subject))
                ((IInternalActorRef)subject).SendSystemMessage(new Watch((IInternalActorRef)subject, _self));
        }
        else if (!Equals(already, message))
        {
            throw new InvalidOperationException(
                $"Watch({_self}, {subject}) termination message was not overwritten from [{already ?? "Terminated"}] to [{message ?? "Terminated"}]. "
                + "If this was intended, unwatch first before using `Watch` / `WatchWith` with another message.");
        }
        return subject;
    }

    /// <summary>Not yet taken out of the children. Of a child without a name that is not watched, its own thread may do that at any moment.</summary>
    private bool IsLivingChild(IActorRef subject) => subject is LocalActorRef child && IsMine(child);
}
