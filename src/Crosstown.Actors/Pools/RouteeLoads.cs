using Akka.Actor;
using Akka.Routing;

namespace Crosstown.Actors.Pools;

/// <summary>
/// The routees of one least-busy pool and how busy each is: a binary heap with the least busy routee on top, so that a dispatch costs the same with ten routees as with
/// a thousand, idle or not. Thread-safe.
/// </summary>
internal sealed class RouteeLoads
{
    /// <summary>Guards every field here, and the properties of each <see cref="RouteeLoad"/>. No message is sent while it is held.</summary>
    private readonly Lock _sync = new();

    private readonly Dictionary<Routee, RouteeLoad> _known = [];

    /// <summary>The first <see cref="_size"/> elements are the routees that may be picked; none of them has a lower count than its parent.</summary>
    private RouteeLoad[] _heap = [];

    private int _size;

    /// <summary>Routees that may be picked.</summary>
    public int Size
    {
        get
        {
            lock (_sync)
                return _size;
        }
    }

    /// <summary>Called when the router's routees have changed. Routees that stay keep their counts, and retiring ones are still not picked.</summary>
    public void Update(IReadOnlyCollection<Routee> routees)
    {
        lock (_sync)
        {
            var present = routees.ToHashSet();
            foreach (var (routee, load) in _known)
            {
                if (present.Contains(routee))
                    continue;
                load.HeapIndex = -1;
                _known.Remove(routee);
            }

            foreach (var routee in present)
                _known.TryAdd(routee, new RouteeLoad(this, routee));
            // A sorted array is a heap.
            _heap = [.. _known.Values.Where(static load => !load.IsRetiring).OrderBy(static load => load.Count)];
            _size = _heap.Length;
            for (var index = 0; index < _size; index++)
                _heap[index].HeapIndex = index;
        }
    }

    /// <summary>Picks the least busy routee and counts one more deferral for it. Null when there is no routee.</summary>
    public RouteeLoad? Take()
    {
        lock (_sync)
        {
            if (_size == 0)
                return null;
            var least = _heap[0];
            least.Count++;
            SiftDown_NeedsLock(0);
            return least;
        }
    }

    /// <summary>The least busy routee, for a message that is not counted because no worker reports its end. Null when there is no routee.</summary>
    public Routee? Least()
    {
        lock (_sync)
            return _size == 0 ? null : _heap[0].Routee;
    }

    /// <summary>Counts one deferral less, when it has left its routee, and stops the routee if it retires and that was its last.</summary>
    public void Release(RouteeLoad load)
    {
        lock (_sync)
        {
            load.Count--;
            if (load.HeapIndex >= 0)
                SiftUp_NeedsLock(load.HeapIndex);
            if (!load.IsRetiring || load.Count > 0)
                return;
        }

        Stop(load);
    }

    /// <summary>How many routees have more than <paramref name="threshold"/> deferrals: they run one, and at least <paramref name="threshold"/> wait.</summary>
    public int CountAbove(int threshold)
    {
        lock (_sync)
            return _heap.Take(_size).Count(load => load.Count > threshold);
    }

    /// <summary>Retires the <paramref name="count"/> least busy routees: none gets another deferral, and each is stopped as soon as its last deferral has left it.</summary>
    public void Retire(int count)
    {
        for (; count > 0; count--)
        {
            RouteeLoad load;
            lock (_sync)
            {
                if (_size == 0)
                    return;
                load = _heap[0];
                Retire_NeedsLock(load);
                if (load.Count > 0)
                    continue;
            }

            Stop(load);
        }
    }

    /// <summary>Retires this routee, as <see cref="Retire(int)"/> does. Does nothing if it retires already or is unknown.</summary>
    public void Retire(Routee routee)
    {
        RouteeLoad? load;
        lock (_sync)
        {
            if (!_known.TryGetValue(routee, out load) || load.IsRetiring)
                return;
            Retire_NeedsLock(load);
            if (load.Count > 0)
                return;
        }

        Stop(load);
    }

    /// <summary>The router watches its routees and removes one that stops. No deferral can be in the mailbox behind the PoisonPill: each is counted before it is sent, and the count is zero.</summary>
    private static void Stop(RouteeLoad load) => load.Routee.Send(PoisonPill.Instance, ActorRefs.NoSender);

    private void Retire_NeedsLock(RouteeLoad load)
    {
        var index = load.HeapIndex;
        load.IsRetiring = true;
        load.HeapIndex = -1;
        var last = _heap[--_size];
        if (ReferenceEquals(last, load))
            return;
        Put_NeedsLock(last, index);
        SiftUp_NeedsLock(index);
        SiftDown_NeedsLock(last.HeapIndex);
    }

    /// <summary>An idle routee also moves above other idle ones, so that the last to finish is picked first: its data are still in the processor's cache.</summary>
    private void SiftUp_NeedsLock(int index)
    {
        var load = _heap[index];
        while (index > 0 && _heap[(index - 1) / 2] is var parent && (load.Count < parent.Count || load.Count == 0))
        {
            var above = parent.HeapIndex;
            Put_NeedsLock(parent, index);
            index = above;
        }

        Put_NeedsLock(load, index);
    }

    private void SiftDown_NeedsLock(int index)
    {
        var load = _heap[index];
        while (true)
        {
            var child = (2 * index) + 1;
            if (child >= _size)
                break;
            if (child + 1 < _size && _heap[child + 1].Count < _heap[child].Count)
                child++;
            if (_heap[child].Count >= load.Count)
                break;
            Put_NeedsLock(_heap[child], index);
            index = child;
        }

        Put_NeedsLock(load, index);
    }

    private void Put_NeedsLock(RouteeLoad load, int index)
    {
        _heap[index] = load;
        load.HeapIndex = index;
    }
}
