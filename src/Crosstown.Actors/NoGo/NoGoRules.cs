using System.Collections;
using System.Runtime.CompilerServices;

namespace Crosstown.Actors.NoGo;

/// <summary>An immutable list of no-go rules, such as <c>["5xx", "400-405", 302]</c>. A list that begins with an exception (<c>"!404"</c>) continues the next outer level's rules.</summary>
[CollectionBuilder(typeof(NoGoRules), nameof(Create))]
public sealed class NoGoRules : IEnumerable<NoGoRule>
{
    private readonly NoGoRule[] _rules;

    private NoGoRules(NoGoRule[] rules) => _rules = rules;

    /// <summary>Builds a list; also what a collection expression calls.</summary>
    public static NoGoRules Create(params ReadOnlySpan<NoGoRule> rules) => new(rules.ToArray());

    /// <summary>Reads a comma-separated list.</summary>
    /// <exception cref="FormatException">Shows the text, the position and what is allowed.</exception>
    public static NoGoRules Parse(string rules) => throw new NotImplementedException(rules);

    /// <inheritdoc cref="Parse"/>
    public static implicit operator NoGoRules(string rules) => Parse(rules);

    /// <inheritdoc/>
    public IEnumerator<NoGoRule> GetEnumerator() => ((IEnumerable<NoGoRule>)_rules).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
