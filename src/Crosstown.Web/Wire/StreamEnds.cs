using System.Runtime.InteropServices;

namespace Crosstown.Web.Wire;

/// <summary>How the HTTP/2 request streams of one connection have ended. Not thread-safe.</summary>
/// <remarks>
/// A connection may live for months, and its peer chooses the ids and what it resets. So streams that are over are kept as ranges, between which are those that are open or
/// were left out; and of gaps and of resets only the latest, many more than a server lets a peer have open.
/// </remarks>
internal sealed class StreamEnds
{
    public const int MaxRanges = 4096;
    public const int MaxResets = 4096;

    /// <summary>Ascending, with a gap between any two.</summary>
    private readonly List<Range> _over = [];

    private readonly Dictionary<int, StreamEnd> _resets = [];

    /// <summary>The keys of <see cref="_resets"/>, in the order in which they came.</summary>
    private readonly Queue<int> _resetOrder = new();

    /// <summary>Ids below are told apart no more, but for those in <see cref="_resets"/>.</summary>
    private int _knownFrom;

    public StreamEnd Of(int streamId)
    {
        if (_resets.TryGetValue(streamId, out var reset))
            return reset;
        if (streamId < _knownFrom)
            return StreamEnd.Forgotten;
        return IndexOf(Place(streamId)) >= 0 ? StreamEnd.Ended : StreamEnd.None;
    }

    /// <summary>The server has written the stream's end, whatever its peer has said of it before.</summary>
    public void AddEnded(int streamId)
    {
        // Its place in the order stays, and is not missed when its turn to go comes.
        _resets.Remove(streamId);
        AddOver(streamId);
    }

    /// <summary>False when the stream was over already.</summary>
    public bool TryAddReset(int streamId, StreamEnd reset)
    {
        if (Of(streamId) is not (StreamEnd.None or StreamEnd.Forgotten))
            return false;
        _resets.Add(streamId, reset);
        _resetOrder.Enqueue(streamId);
        if (_resetOrder.Count > MaxResets)
        {
            var oldest = _resetOrder.Dequeue();
            if (_resets.Remove(oldest))
                ForgetUpTo(oldest);
        }
        AddOver(streamId);
        return true;
    }

    // Clients' ids are odd: every second one.
    private static int Place(int streamId) => streamId >> 1;

    private void AddOver(int streamId)
    {
        var place = Place(streamId);
        var at = IndexOf(place);
        if (at >= 0)
            return;
        at = ~at;
        var ranges = CollectionsMarshal.AsSpan(_over);
        var follows = at > 0 && ranges[at - 1].Last == place - 1;
        var precedes = at < ranges.Length && ranges[at].First == place + 1;
        if (follows && precedes)
        {
            ranges[at - 1].Last = ranges[at].Last;
            _over.RemoveAt(at);
        }
        else if (follows)
        {
            ranges[at - 1].Last = place;
        }
        else if (precedes)
        {
            ranges[at].First = place;
        }
        else
        {
            _over.Insert(at, new Range { First = place, Last = place });
            if (_over.Count > MaxRanges)
                ForgetLowestGap();
        }
    }

    private void ForgetLowestGap()
    {
        var ranges = CollectionsMarshal.AsSpan(_over);
        ForgetUpTo((ranges[1].First << 1) - 1);
        ranges[1].First = ranges[0].First;
        _over.RemoveAt(0);
    }

    private void ForgetUpTo(int streamId) => _knownFrom = Math.Max(_knownFrom, streamId + 1);

    /// <summary>The range that has it; else the complement of where a range with it would go.</summary>
    private int IndexOf(int place)
    {
        var ranges = CollectionsMarshal.AsSpan(_over);
        // Most streams end near the latest.
        int low = 0, high = ranges.Length - 1;
        if (high >= 0 && place > ranges[high].Last)
            return ~ranges.Length;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (place > ranges[middle].Last)
                low = middle + 1;
            else if (place < ranges[middle].First)
                high = middle - 1;
            else
                return middle;
        }
        return ~low;
    }

    private struct Range
    {
        public int First;
        public int Last;
    }
}
