using System.Runtime.CompilerServices;

namespace Crosstown.Actors.Requests;

/// <summary>What little traffic needs, in an object of its own: each request with traffic pays for the gate's bytes.</summary>
internal partial class TrafficGate
{
    private SeldomNeeded? _seldom;

    private SeldomNeeded? SeldomOrNull => Volatile.Read(ref _seldom);

    /// <summary>Counts one more made by running work of this root, if it may be.</summary>
    internal bool CountNested(int most)
    {
        var seldom = Seldom();
        if (Interlocked.Increment(ref seldom.Nested) <= most)
            return true;
        Interlocked.Decrement(ref seldom.Nested);
        return false;
    }

    /// <summary>Takes that count back: it was refused after all.</summary>
    internal void UncountNested() => Interlocked.Decrement(ref Seldom().Nested);

    private SeldomNeeded Seldom()
    {
        if (Volatile.Read(ref _seldom) is { } present)
            return present;
        var made = new SeldomNeeded();
        return Interlocked.CompareExchange(ref _seldom, made, null) ?? made;
    }

    private sealed class SeldomNeeded
    {
        /// <summary>What the handler said first with NoGo.</summary>
        public string? Veto;

        /// <summary>The one whose leaving lets sequential traffic go on; written by the actor alone.</summary>
        public Deferral? Awaited;

        /// <summary>The failure that ends the sequence; the actor's alone.</summary>
        public Deferral? StoppedBy;

        /// <summary>What an early release was judged by: the head; null without one.</summary>
        public ResponseSnapshot? Head;

        /// <summary>Of those with a key that may go, the one that stays; the actor's alone.</summary>
        public Dictionary<string, Deferral>? Keys;

        /// <summary>Deferrals that running work of this root has made, all generations together.</summary>
        public int Nested;

        /// <summary>How many of the taken are in the chain, and from how many on it is looked through for ended ones; the actor's alone, for traffic that flows.</summary>
        public int Linked;
        public int NextUnlink = UnlinkAfter;

        /// <summary>How many of the admitted have each fate but <see cref="Fate.Ran"/>.</summary>
        public FateCounts OtherFates;
    }

    [InlineArray((int)Fate.Abandoned + 1)]
    private struct FateCounts
    {
        private int _first;
    }
}
