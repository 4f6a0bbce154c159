using System.Runtime.InteropServices;

namespace Crosstown.Web.Wire;

/// <summary>Ids of HTTP/2 request streams, one bit each; where every stream so far is in the set it takes no room.</summary>
/// <remarks>Sparse, because the peer chooses the ids: one far ahead must not buy a megabyte.</remarks>
internal sealed class StreamSet
{
    /// <summary>The words after the first one.</summary>
    private readonly Dictionary<int, ulong> _words = [];

    /// <summary>Every word before this one is full; this one is <see cref="_bits"/>.</summary>
    private int _first;
    private ulong _bits;

    public bool Contains(int streamId)
    {
        var word = Word(streamId);
        return word < _first || ((word == _first ? _bits : _words.GetValueOrDefault(word)) & Bit(streamId)) != 0;
    }

    public void Add(int streamId)
    {
        var word = Word(streamId);
        if (word > _first)
            CollectionsMarshal.GetValueRefOrAddDefault(_words, word, out _) |= Bit(streamId);
        else if (word == _first)
            _bits |= Bit(streamId);
        while (_bits == ulong.MaxValue)
            _words.Remove(++_first, out _bits);
    }

    // Clients' ids are odd: every second one.
    private static int Word(int streamId) => streamId >> 7;

    private static ulong Bit(int streamId) => 1UL << (streamId >> 1 & 63);
}
