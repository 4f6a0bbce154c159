using Crosstown.Web.Wire.Http2;

namespace Crosstown.Web.Tests.Wire;

/// <summary>docs/design.md §2.1: how the end of each HTTP/2 stream is found in the bytes of its connection.</summary>
public sealed class Http2FrameSpecs
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 300)]
    [InlineData(3, 7)]
    public void The_end_of_each_stream_is_known_in_whatever_order_streams_end(int seed, int holeEvery)
    {
        var random = new Random(seed);
        var ids = Enumerable.Range(0, 2000).Select(static i => i * 2 + 1).ToArray();
        random.Shuffle(ids);
        var ends = new StreamEnds();
        var expected = ids.ToDictionary(static id => id, static _ => StreamEnd.None);
        foreach (var (at, id) in ids.Where(id => holeEvery == 1 || id / 2 % holeEvery != 0).Index())
        {
            expected[id] = (StreamEnd)random.Next((int)StreamEnd.Ended, (int)StreamEnd.Forgotten);
            if (expected[id] == StreamEnd.Ended)
                ends.AddEnded(id);
            else
                Assert.True(ends.TryAddReset(id, expected[id]));
            if (at % 100 == 0)
                Assert.All(ids, other => Assert.Equal(expected[other], ends.Of(other)));
        }
        Assert.All(ids, id => Assert.Equal(expected[id], ends.Of(id)));
        Assert.Equal(StreamEnd.None, ends.Of(int.MaxValue));
    }

    [Fact]
    public void An_ended_stream_cannot_be_reset_and_a_reset_stream_can_still_end()
    {
        var ends = new StreamEnds();
        ends.AddEnded(1);
        Assert.False(ends.TryAddReset(1, StreamEnd.ResetByPeer));
        Assert.Equal(StreamEnd.Ended, ends.Of(1));

        Assert.True(ends.TryAddReset(3, StreamEnd.ResetByPeer));
        Assert.False(ends.TryAddReset(3, StreamEnd.ResetByServer));
        Assert.Equal(StreamEnd.ResetByPeer, ends.Of(3));
        ends.AddEnded(3);
        Assert.Equal(StreamEnd.Ended, ends.Of(3));
    }

    [Fact]
    public void A_connection_of_any_age_remembers_its_latest_streams_in_bounded_memory()
    {
        const int Streams = 3_000_000;
        var ends = new StreamEnds();
        var before = GC.GetAllocatedBytesForCurrentThread();
        // The first is open for ever, every third one reset, every seventh left out.
        for (var i = 1; i < Streams; i++)
        {
            if (i % 7 == 0)
                continue;
            if (i % 3 == 0)
                Assert.True(ends.TryAddReset(i * 2 + 1, StreamEnd.ResetByPeer));
            else
                ends.AddEnded(i * 2 + 1);
        }
        // What is kept was allocated once, and less before it: a bound for both.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        for (var i = Streams - 10_000; i < Streams; i++)
            Assert.Equal(i % 7 == 0 ? StreamEnd.None : i % 3 == 0 ? StreamEnd.ResetByPeer : StreamEnd.Ended, ends.Of(i * 2 + 1));
        // What was left out so long ago is never taken for one that has ended, or that may be awaited.
        Assert.Equal(StreamEnd.Forgotten, ends.Of(7 * 2 + 1));
        Assert.Equal(StreamEnd.Forgotten, ends.Of(7));
        Assert.Equal(StreamEnd.None, ends.Of(1));
        // Such a one may still be reset, or end.
        Assert.True(ends.TryAddReset(1, StreamEnd.ResetByServer));
        Assert.Equal(StreamEnd.ResetByServer, ends.Of(1));
        ends.AddEnded(1);
        Assert.Equal(StreamEnd.Ended, ends.Of(1));
    }

    [Fact]
    public void Frames_are_found_in_pieces_of_any_size()
    {
        byte[] bytes =
        [
            0, 0, 3, FrameScanner.Data, FrameScanner.EndStream, 0, 0, 0, 5, 1, 2, 3,
            0, 0, 0, FrameScanner.Settings, 0, 0, 0, 0, 0,
            0, 0, 4, FrameScanner.ResetStream, 0, 0x80, 0, 1, 1, 0, 0, 0, 8,
        ];
        for (var cut = 1; cut <= bytes.Length; cut++)
        {
            var scanner = new FrameScanner();
            var seen = new List<(byte, int, long)>();
            for (var start = 0; start < bytes.Length; start += cut)
            {
                ReadOnlySpan<byte> piece = bytes.AsSpan(start, Math.Min(cut, bytes.Length - start));
                long position = start;
                while (scanner.Next(ref piece, ref position))
                    seen.Add((scanner.Type, scanner.StreamId, position));
            }
            Assert.Equal([(FrameScanner.Data, 5, 12), (FrameScanner.Settings, 0, 21), (FrameScanner.ResetStream, 257, 34)], seen);
        }
    }
}
