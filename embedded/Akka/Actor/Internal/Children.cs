namespace Akka.Actor.Internal;

/// <summary>Why a set of children is being waited for.</summary>
internal enum WaitReason : byte
{
    /// <summary>Nobody waits.</summary>
    None,
    /// <summary>Some were told to stop; the actor goes on meanwhile.</summary>
    UserRequest,
    Recreation,
    Creation,
    Termination,
}

/// <summary>
/// An actor's children, in the order they were made. Any thread may look a child up or, under a guardian, add one, so everything is
/// guarded by a lock on this object. A child that its parent has named, told to stop or watched is removed by the parent's own thread, when that hears of its end;
/// another may leave by itself (<see cref="TryLeave"/>). A strategy gets it as a collection: most never look at it, and
/// a copy for each child that ends would cost a parent of many its life.
/// </summary>
internal sealed class Children : IReadOnlyCollection<IInternalActorRef>, IReadOnlyCollection<ChildRestartStats>
{
    private LocalActorRef _first;
    private LocalActorRef _last;
    /// <summary>The children with names given by the user; a null value is a reserved name. Numbered ones are found by their number.</summary>
    private Dictionary<string, LocalActorRef> _named;
    private Dictionary<long, LocalActorRef> _numbered;
    private long _nextNumber;
    /// <summary>How many of the children were told to stop and have not yet ended.</summary>
    private int _dying;
    private bool _closed;
    private volatile bool _mayLeave;

    public int Count { get; private set; }
    internal WaitReason Waiting { get; private set; }
    internal Exception RecreationCause { get; private set; }
    internal bool IsTerminating => Waiting == WaitReason.Termination || _closed;

    /// <summary>The parent makes nothing of the end of a child that it has not named, told to stop or watched. Written by the parent's thread.</summary>
    internal bool MayLeave { set => _mayLeave = value; }

    /// <summary>The children's depth below the root; 0 until the first is made.</summary>
    internal int Depth { get; set; }

    internal long NextNumber() => Interlocked.Increment(ref _nextNumber) - 1;

    /// <exception cref="InvalidActorNameException">The name is taken.</exception>
    /// <exception cref="InvalidOperationException">The parent is terminating or has terminated.</exception>
    internal void Reserve(string name)
    {
        lock (this)
        {
            ThrowIfTerminating_NeedsLock(name);
            if (!(_named ??= []).TryAdd(name, null))
                throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!");
        }
    }

    internal void Unreserve(string name)
    {
        lock (this)
        {
            if (_named.TryGetValue(name, out var child) && child == null)
                _named.Remove(name);
        }
    }

    internal void Add(LocalActorRef child)
    {
        lock (this)
        {
            ThrowIfTerminating_NeedsLock(null);
            child.PreviousSibling = _last;
            if (_last == null)
                _first = child;
            else
                _last.NextSibling = child;
            _last = child;
            child.IsChild = true;
            Count++;
            if (child.GivenName != null)
                (_named ??= [])[child.GivenName] = child;
            else
                _numbered?.Add(child.Number, child);
        }
    }

    /// <summary>Takes an ended child out; returns what was waited for when it was the last of those told to stop.</summary>
    internal WaitReason Remove(LocalActorRef child)
    {
        lock (this)
        {
            Unlink_NeedsLock(child);
            if (child.GivenName != null)
                RemoveName_NeedsLock(child.GivenName);
            if (!child.IsDying || Waiting == WaitReason.None)
                return WaitReason.None;
            if (--_dying > 0)
                return WaitReason.None;
            var waited = Waiting;
            _closed = waited == WaitReason.Termination;
            Waiting = WaitReason.None;
            return waited;
        }
    }

    /// <summary>
    /// On the thread of a child that has ended: takes it out if its parent need not hear of it. The lock decides between this and a parent that tells it to stop (and
    /// then may wait for its end) or watches it: what comes first holds. After this it is no child any more, and answers a watcher as any dead actor does.
    /// </summary>
    internal bool TryLeave(LocalActorRef child)
    {
        if (!_mayLeave || child.GivenName != null)
            return false;
        lock (this)
        {
            if (!child.IsChild || child.IsDying || child.IsWatchedByParent)
                return false;
            Unlink_NeedsLock(child);
            return true;
        }
    }

    /// <summary>Whether it is still a child, whose end the parent will hear of.</summary>
    internal bool TryWatch(LocalActorRef child)
    {
        lock (this)
            return child.IsChild && (child.IsWatchedByParent = true);
    }

    /// <summary>Marks the child as told to stop; false when it is none of ours or already marked.</summary>
    internal bool ShallDie(LocalActorRef child)
    {
        lock (this)
        {
            if (!child.IsChild || child.IsDying)
                return false;
            child.IsDying = true;
            _dying++;
            if (Waiting == WaitReason.None)
                Waiting = WaitReason.UserRequest;
            return true;
        }
    }

    /// <summary>False when no child is on its way out, so there is nothing to wait for.</summary>
    internal bool WaitFor(WaitReason reason, Exception recreationCause = null)
    {
        lock (this)
        {
            if (_dying == 0)
                return false;
            Waiting = reason;
            RecreationCause = recreationCause;
            return true;
        }
    }

    /// <summary>From here on no child can be added. Returns the children that must still be told to stop.</summary>
    internal LocalActorRef[] BeginTermination(out bool mustWait)
    {
        lock (this)
        {
            mustWait = Count > 0;
            if (!mustWait)
            {
                _closed = true;
                Waiting = WaitReason.None;
                return [];
            }
            Waiting = WaitReason.Termination;
            var left = new List<LocalActorRef>(Count - _dying);
            for (var child = _first; child != null; child = child.NextSibling)
            {
                if (child.IsDying)
                    continue;
                child.IsDying = true;
                _dying++;
                left.Add(child);
            }
            return [.. left];
        }
    }

    internal LocalActorRef ByName(string name)
    {
        lock (this)
        {
            if (ActorNames.TryParseNumber(name, out var number))
                return ByNumber_NeedsLock(number);
            return _named != null && _named.TryGetValue(name, out var child) ? child : null;
        }
    }

    internal LocalActorRef[] Snapshot()
    {
        lock (this)
        {
            if (Count == 0)
                return [];
            var all = new LocalActorRef[Count];
            var i = 0;
            for (var child = _first; child != null; child = child.NextSibling)
                all[i++] = child;
            return all;
        }
    }

    IEnumerator<IInternalActorRef> IEnumerable<IInternalActorRef>.GetEnumerator() => Snapshot().AsEnumerable<IInternalActorRef>().GetEnumerator();

    IEnumerator<ChildRestartStats> IEnumerable<ChildRestartStats>.GetEnumerator() => Snapshot().Select(static child => child.Stats).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Snapshot().GetEnumerator();

    private void Unlink_NeedsLock(LocalActorRef child)
    {
        if (child.PreviousSibling == null)
            _first = child.NextSibling;
        else
            child.PreviousSibling.NextSibling = child.NextSibling;
        if (child.NextSibling == null)
            _last = child.PreviousSibling;
        else
            child.NextSibling.PreviousSibling = child.PreviousSibling;
        child.PreviousSibling = child.NextSibling = null;
        child.IsChild = false;
        Count--;
        if (child.GivenName == null)
            _numbered?.Remove(child.Number);
    }

    private void RemoveName_NeedsLock(string name)
    {
        _named.Remove(name);
        if (_named.Count == 0 && _named.Capacity > 1024)
            _named = null;
    }

    private LocalActorRef ByNumber_NeedsLock(long number)
    {
        if (_numbered == null)
        {
            // Nobody asked by a number before: from now on the index is kept.
            _numbered = [];
            for (var child = _first; child != null; child = child.NextSibling)
            {
                if (child.GivenName == null)
                    _numbered.Add(child.Number, child);
            }
        }
        return _numbered.GetValueOrDefault(number);
    }

    private void ThrowIfTerminating_NeedsLock(string name)
    {
        if (IsTerminating)
            throw new InvalidOperationException(name == null
                ? "Cannot create child while terminating or terminated."
                : $"Cannot create child \"{name}\" while terminating or terminated.");
    }
}
