using System.Runtime.InteropServices;

namespace Crosstown.Web.Wire;

/// <summary>How the HTTP/2 request streams of one connection have ended. Not thread-safe.</summary>
/// <remarks>
/// A connection may live for months, and its peer chooses the ids and what it resets. So streams that are over are kept as ranges, between which are those that are open or
/// were left out; and of gaps and of those named only the latest, many more than a server lets a peer have open.
/// </remarks>
internal sealed class StreamEnds
{
    public const int MaxRanges = 4096;
    public const int MaxNamed = 4096;

    /// <summary>Ascending, with a gap between any two.</summary>
    private readonly List<Range> _over = [];

    /// <summary>Those that were reset; and those that have ended below <see cref="_knownFrom"/>, as a stream does that was open while many others came and went.</summary>
    private readonly Dictionary<int, StreamEnd> _named = [];

    /// <summary>The keys of <see cref="_named"/>, in the order in which they came.</summary>
    private readonly Queue<int> _namedOrder = new();

    /// <summary>Of the ids below that are over it is no longer known how, but for those in <see cref="_named"/>.</summary>
    private int _knownFrom;

    public StreamEnd Of(int streamId)
    {
        if (_named.TryGetValue(streamId, out var end))
            return end;
        if (IndexOf(Place(streamId)) < 0)
            return StreamEnd.None;
        return streamId < _knownFrom ? StreamEnd.Forgotten : StreamEnd.Ended;
    }

    /// <summary>The server has written the stream's end, whatever its peer has said of it before.</summary>
    public void AddEnded(int streamId)
    {
        // Its place in the order stays, and is not missed when its turn to go comes.
        _named.Remove(streamId);
        if (streamId < _knownFrom)
            Name(streamId, StreamEnd.Ended);
        AddOver(streamId);
    }

    /// <summary>False when the stream was over already.</summary>
    public bool TryAddReset(int streamId, StreamEnd reset)
    {
        if (Of(streamId) is not (StreamEnd.None or StreamEnd.Forgotten))
            return false;
        Name(streamId, reset);
        AddOver(streamId);
        return true;
    }

    private void Name(int streamId, StreamEnd end)
    {
        _named.Add(streamId, end);
        _namedOrder.Enqueue(streamId);
        if (_namedOrder.Count <= MaxNamed)
            return;
        var oldest = _namedOrder.Dequeue();
        if (_named.Remove(oldest))
            ForgetUpTo(oldest);
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
