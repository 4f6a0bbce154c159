using System.Runtime.InteropServices;

namespace Crosstown.Web.Wire;

/// <summary>Ids of HTTP/2 request streams, one bit each; where every stream so far is in the set it takes no room.</summary>
/// <remarks>Sparse, because the peer chooses the ids: one far ahead must not buy a megabyte.</remarks>
internal sealed class StreamSet
{
    private readonly Dictionary<int, ulong> _words = [];
    private int _first;

    public bool Contains(int streamId)
    {
        var word = Word(streamId);
        return word < _first || _words.TryGetValue(word, out var bits) && (bits & Bit(streamId)) != 0;
    }

    public void Add(int streamId)
    {
        var word = Word(streamId);
        if (word < _first)
            return;
        ref var bits = ref CollectionsMarshal.GetValueRefOrAddDefault(_words, word, out _);
        bits |= Bit(streamId);
        while (_words.TryGetValue(_first, out var leading) && leading == ulong.MaxValue)
            _words.Remove(_first++);
    }

    // Clients' ids are odd: every second one.
    private static int Word(int streamId) => streamId >> 7;

    private static ulong Bit(int streamId) => 1UL << (streamId >> 1 & 63);
}
