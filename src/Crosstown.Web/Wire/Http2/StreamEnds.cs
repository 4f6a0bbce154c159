using System.Runtime.InteropServices;

namespace Crosstown.Web.Wire.Http2;

/// <summary>Remembers how the HTTP/2 request streams of one connection have ended. Not thread-safe.</summary>
/// <remarks>
/// A connection may live for months, and its peer chooses the ids and which streams it resets, so memory must be bounded. Streams that are over are kept as ranges of ids; the
/// gaps between the ranges are streams that are open or whose ids the peer skipped. Only the latest gaps and the latest resets are kept: many more than the number of streams
/// that a server lets a peer have open.
/// </remarks>
internal sealed class StreamEnds
{
    public const int MaxRanges = 4096;
    public const int MaxExactEnds = 4096;

    /// <summary>The streams that are over: ascending ranges with a gap between any two.</summary>
    private readonly List<Range> _over = [];

    /// <summary>
    /// Ends that the ranges cannot tell: resets, and streams below <see cref="_firstRemembered"/> that ended in order, as does a stream that was open while many others came and
    /// went.
    /// </summary>
    private readonly Dictionary<int, StreamEnd> _exact = [];

    /// <summary>The keys of <see cref="_exact"/>, in the order in which they were added.</summary>
    private readonly Queue<int> _exactOrder = new();

    /// <summary>How a stream with a lower id ended is forgotten, unless it is in <see cref="_exact"/>.</summary>
    private int _firstRemembered;

    public StreamEnd Of(int streamId)
    {
        if (_exact.TryGetValue(streamId, out var end))
            return end;
        if (IndexOf(Half(streamId)) < 0)
            return StreamEnd.None;
        return streamId < _firstRemembered ? StreamEnd.Forgotten : StreamEnd.Ended;
    }

    /// <summary>The server has written the stream's end, even if the stream was reset before.</summary>
    public void AddEnded(int streamId)
    {
        // The id stays in the order of removal: when its turn comes, Remove finds nothing and that is harmless.
        _exact.Remove(streamId);
        if (streamId < _firstRemembered)
            Remember(streamId, StreamEnd.Ended);
        AddOver(streamId);
    }

    /// <summary>False if the stream was already over.</summary>
    public bool TryAddReset(int streamId, StreamEnd reset)
    {
        if (Of(streamId) is not (StreamEnd.None or StreamEnd.Forgotten))
            return false;
        Remember(streamId, reset);
        AddOver(streamId);
        return true;
    }

    private void Remember(int streamId, StreamEnd end)
    {
        _exact.Add(streamId, end);
        _exactOrder.Enqueue(streamId);
        if (_exactOrder.Count <= MaxExactEnds)
            return;
        var oldest = _exactOrder.Dequeue();
        if (_exact.Remove(oldest))
            ForgetUpTo(oldest);
    }

    // Clients use odd ids only, so halved ids are consecutive.
    private static int Half(int streamId) => streamId >> 1;

    private void AddOver(int streamId)
    {
        var half = Half(streamId);
        var at = IndexOf(half);
        if (at >= 0)
            return;
        at = ~at;
        var ranges = CollectionsMarshal.AsSpan(_over);
        var follows = at > 0 && ranges[at - 1].Last == half - 1;
        var precedes = at < ranges.Length && ranges[at].First == half + 1;
        if (follows && precedes)
        {
            ranges[at - 1].Last = ranges[at].Last;
            _over.RemoveAt(at);
        }
        else if (follows)
        {
            ranges[at - 1].Last = half;
        }
        else if (precedes)
        {
            ranges[at].First = half;
        }
        else
        {
            _over.Insert(at, new Range { First = half, Last = half });
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

    private void ForgetUpTo(int streamId) => _firstRemembered = Math.Max(_firstRemembered, streamId + 1);

    /// <summary>The index of the range that contains <paramref name="half"/>; if none does, the complement of the index at which its range would be inserted.</summary>
    private int IndexOf(int half)
    {
        var ranges = CollectionsMarshal.AsSpan(_over);
        // Most streams that end are near the latest one.
        int low = 0, high = ranges.Length - 1;
        if (high >= 0 && half > ranges[high].Last)
            return ~ranges.Length;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (half > ranges[middle].Last)
                low = middle + 1;
            else if (half < ranges[middle].First)
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
