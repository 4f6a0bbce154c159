using Crosstown.Web.Wire;

namespace Crosstown.Web.Tests.Hosted.Wire;

public sealed class Http2FrameSpecs
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 300)]
    [InlineData(3, 7)]
    public void It_has_exactly_the_streams_that_were_added_in_whatever_order(int seed, int holeEvery)
    {
        var random = new Random(seed);
        var ids = Enumerable.Range(0, 2000).Select(static i => i * 2 + 1).ToArray();
        random.Shuffle(ids);
        var set = new StreamSet();
        var added = new HashSet<int>();
        foreach (var id in ids.Where(id => holeEvery == 1 || id / 2 % holeEvery != 0))
        {
            set.Add(id);
            added.Add(id);
            if (added.Count % 100 == 0)
                Assert.All(ids, other => Assert.Equal(added.Contains(other), set.Contains(other)));
        }
        Assert.All(ids, id => Assert.Equal(added.Contains(id), set.Contains(id)));
        Assert.False(set.Contains(int.MaxValue));
    }

    [Fact]
    public void Frames_are_walked_however_their_bytes_are_cut()
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
