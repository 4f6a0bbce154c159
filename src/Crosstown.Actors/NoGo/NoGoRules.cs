using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

using Crosstown.Actors.NoGo;

namespace Crosstown.Actors;

/// <summary>
/// An immutable list of no-go rules, such as <c>["5xx", "400-405", 302]</c>; a later rule overrides an earlier one. The list's statuses replace those of the next outer level, unless
/// the first of them is an exception: <c>"!404"</c> is the outer statuses less 404. The words <c>truncated</c> and <c>aborted</c> are as the outer level says, unless the list names
/// them (<c>"truncated"</c>, <c>"!truncated"</c>); a list of words alone keeps the outer statuses. An empty list stops nothing: run whatever happened.
/// </summary>
[CollectionBuilder(typeof(NoGoRules), nameof(Create))]
public sealed class NoGoRules : IEnumerable<NoGoRule>
{
    private readonly NoGoRule[] _rules;

    private NoGoRules(NoGoRule[] rules) => _rules = rules;

    /// <summary>Creates a list of rules. Collection expressions call this method.</summary>
    public static NoGoRules Create(params ReadOnlySpan<NoGoRule> rules) => new(rules.ToArray());

    /// <summary>Reads a comma-separated list. An empty text is an error, because an empty list (<c>[]</c>) means "run whatever happened", which an empty text seldom intends.</summary>
    /// <exception cref="FormatException">Shows the text, the position and what is allowed.</exception>
    public static NoGoRules Parse(string rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var list = new List<NoGoRule>();
        for (var start = 0; start <= rules.Length;)
        {
            var comma = rules.IndexOf(',', start);
            var end = comma < 0 ? rules.Length : comma;
            list.Add(NoGoRule.Parse(rules, start, end));
            start = end + 1;
        }

        return new NoGoRules([.. list]);
    }

    /// <summary>Reads a comma-separated list; null stays null.</summary>
    /// <inheritdoc cref="Parse" path="/exception"/>
    [return: NotNullIfNotNull(nameof(rules))]
    public static implicit operator NoGoRules?(string? rules) => rules is null ? null : Parse(rules);

    /// <summary>A list of one status code, 100 to 999.</summary>
    /// <exception cref="FormatException">Any other number.</exception>
    public static implicit operator NoGoRules(int status) => Create(status);

    /// <inheritdoc/>
    public IEnumerator<NoGoRule> GetEnumerator() => ((IEnumerable<NoGoRule>)_rules).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The list as it is written in HOCON or code, such as <c>5xx, 400-405, 302</c>.</summary>
    public override string ToString() => string.Join(", ", _rules);

    /// <summary>Resolves these rules. From <paramref name="outer"/> come the statuses if this list continues them, and the words that it does not name.</summary>
    internal NoGoSet Resolve(NoGoSet outer)
    {
        if (_rules.Length == 0)
            return NoGoSet.Empty;
        var set = outer.ToBuilder();
        if (ReplacesStatuses)
            set.Set(NoGoSet.First, NoGoSet.Last, stops: false);
        foreach (var rule in _rules)
            rule.ApplyTo(set);
        return set.Build();
    }

    private bool ReplacesStatuses => _rules.Where(static rule => rule.NamesStatuses).Take(1).Any(static first => !first.IsException);
}
