using Akka.Actor;
using Akka.Routing;

namespace Crosstown.Actors.Pools;

/// <summary>
/// The routees of one least-busy pool and how busy each is. A binary heap with the least busy routee on top: a dispatch costs the same with ten routees as with
/// a thousand, idle or not. Every member may be called from every thread.
/// </summary>
internal sealed class RouteeLoads
{
    /// <summary>Guards everything here, and every member of each <see cref="RouteeLoad"/>. Nothing is sent under it.</summary>
    private readonly Lock _sync = new();

    private readonly Dictionary<Routee, RouteeLoad> _known = [];

    /// <summary>The first <see cref="_size"/> places hold the routees that may be picked; none of them counts less than its parent.</summary>
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

    /// <summary>The router's routees have changed. Those that stay keep their counts, and those that retire still get nothing more.</summary>
    public void Update(IReadOnlyCollection<Routee> routees)
    {
        lock (_sync)
        {
            var present = routees.ToHashSet();
            foreach (var (routee, load) in _known)
            {
                if (present.Contains(routee))
                    continue;
                load.Place = -1;
                _known.Remove(routee);
            }

            foreach (var routee in present)
                _known.TryAdd(routee, new RouteeLoad(this, routee));
            // In order, it is a heap.
            _heap = [.. _known.Values.Where(static load => !load.IsRetiring).OrderBy(static load => load.Count)];
            _size = _heap.Length;
            for (var place = 0; place < _size; place++)
                _heap[place].Place = place;
        }
    }

    /// <summary>Counts one more deferral of the least busy routee. Null when there is no routee.</summary>
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

    /// <summary>The least busy routee, for a message that nobody will say has left it. Null when there is no routee.</summary>
    public Routee? Least()
    {
        lock (_sync)
            return _size == 0 ? null : _heap[0].Routee;
    }

    /// <summary>A deferral has left its routee.</summary>
    public void Release(RouteeLoad load)
    {
        lock (_sync)
        {
            load.Count--;
            if (load.Place >= 0)
                SiftUp_NeedsLock(load.Place);
            if (!load.IsRetiring || load.Count > 0)
                return;
        }

        Stop(load);
    }

    /// <summary>How many routees have more than <paramref name="threshold"/> deferrals: one that they run, and <paramref name="threshold"/> that wait.</summary>
    public int CountAbove(int threshold)
    {
        lock (_sync)
            return _heap.Take(_size).Count(load => load.Count > threshold);
    }

    /// <summary>Stops the least busy routees, each as soon as the last deferral has left it; until then, too, they get nothing more.</summary>
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

    /// <summary>Stops this routee, as soon as the last deferral has left it. One that retires already, or is not known, is left alone.</summary>
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

    /// <summary>Its end tells the router, which then has it no more. No deferral can be behind this in its mailbox: it is counted before it is sent.</summary>
    private static void Stop(RouteeLoad load) => load.Routee.Send(PoisonPill.Instance, ActorRefs.NoSender);

    private void Retire_NeedsLock(RouteeLoad load)
    {
        var place = load.Place;
        load.IsRetiring = true;
        load.Place = -1;
        var last = _heap[--_size];
        if (ReferenceEquals(last, load))
            return;
        Put_NeedsLock(last, place);
        SiftUp_NeedsLock(place);
        SiftDown_NeedsLock(last.Place);
    }

    /// <summary>An idle routee also passes idle ones: the last to finish is picked first, and what it touches is still in the processor's cache.</summary>
    private void SiftUp_NeedsLock(int place)
    {
        var load = _heap[place];
        while (place > 0 && _heap[(place - 1) / 2] is var parent && (load.Count < parent.Count || load.Count == 0))
        {
            var above = parent.Place;
            Put_NeedsLock(parent, place);
            place = above;
        }

        Put_NeedsLock(load, place);
    }

    private void SiftDown_NeedsLock(int place)
    {
        var load = _heap[place];
        while (true)
        {
            var child = (2 * place) + 1;
            if (child >= _size)
                break;
            if (child + 1 < _size && _heap[child + 1].Count < _heap[child].Count)
                child++;
            if (_heap[child].Count >= load.Count)
                break;
            Put_NeedsLock(_heap[child], place);
            place = child;
        }

        Put_NeedsLock(load, place);
    }

    private void Put_NeedsLock(RouteeLoad load, int place)
    {
        _heap[place] = load;
        load.Place = place;
    }
}
