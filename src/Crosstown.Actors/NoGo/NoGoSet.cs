using System.Runtime.CompilerServices;

namespace Crosstown.Actors.NoGo;

/// <summary>Rules resolved against every outer level: one bit per status code, and one flag each for truncated and aborted responses. Immutable.</summary>
internal sealed class NoGoSet
{
    public const int First = 100;
    public const int Last = 999;

    private readonly Bits _statuses;

    /// <summary>The rules from the outermost level to the innermost, as they were applied; only to name one of them.</summary>
    private readonly NoGoRule[] _rules;

    private NoGoSet(in Bits statuses, bool truncated, bool aborted, NoGoRule[] rules)
    {
        _statuses = statuses;
        _rules = rules;
        Truncated = truncated;
        Aborted = aborted;
    }

    /// <summary>The set that stops nothing.</summary>
    public static NoGoSet Empty { get; } = new(default, truncated: false, aborted: false, []);

    /// <summary>Whether a truncated response stops a deferral.</summary>
    public bool Truncated { get; }

    /// <summary>Whether an aborted response stops a deferral.</summary>
    public bool Aborted { get; }

    /// <summary>Whether <paramref name="status"/> stops a deferral. A status outside 100 to 999 never does.</summary>
    public bool Stops(int status)
    {
        var index = status - First;
        return (uint)index <= Last - First && (_statuses[index >> 6] & (1UL << (index & 63))) != 0;
    }

    /// <summary>The rule that decides about <paramref name="status"/>: the last one that names it. Null if none does.</summary>
    public NoGoRule? RuleFor(int status)
    {
        for (var i = _rules.Length - 1; i >= 0; i--)
        {
            if (_rules[i].Names(status))
                return _rules[i];
        }

        return null;
    }

    public Builder ToBuilder() => new(this);

    [InlineArray((Last - First) / 64 + 1)]
    private struct Bits
    {
        private ulong _first;
    }

    internal sealed class Builder(NoGoSet from)
    {
        private readonly List<NoGoRule> _rules = [.. from._rules];
        private Bits _statuses = from._statuses;

        public bool Truncated { get; set; } = from.Truncated;

        public bool Aborted { get; set; } = from.Aborted;

        public void Set(int from, int to, bool stops)
        {
            for (var index = from - First; index <= to - First; index++)
            {
                var bit = 1UL << (index & 63);
                _statuses[index >> 6] = stops ? _statuses[index >> 6] | bit : _statuses[index >> 6] & ~bit;
            }
        }

        /// <summary>Notes a rule whose effect is in the set.</summary>
        public void Add(NoGoRule rule) => _rules.Add(rule);

        public NoGoSet Build() => new(_statuses, Truncated, Aborted, [.. _rules]);
    }
}
