using Crosstown.Actors.NoGo;
using FsCheck;
using FsCheck.Fluent;

namespace Crosstown.Actors.Tests.NoGo;

/// <summary>docs/design.md §3: the bit set against a model so simple that it can be read: a rule is a predicate, and the last one that matches decides.</summary>
public sealed class NoGoModelSpecs
{
    private static readonly Gen<(string Text, Func<int, bool> Matches)> Codes =
        Gen.OneOf(
            Gen.Choose(100, 999).Select(code => ($"{code}", (Func<int, bool>)(status => status == code))),
            Gen.Choose(1, 9).Select(hundred => ($"{hundred}xx", (Func<int, bool>)(status => status / 100 == hundred))),
            Gen.Two(Gen.Choose(100, 999)).Select(pair =>
                ($"{Math.Min(pair.Item1, pair.Item2)}-{Math.Max(pair.Item1, pair.Item2)}",
                    (Func<int, bool>)(status => status >= Math.Min(pair.Item1, pair.Item2) && status <= Math.Max(pair.Item1, pair.Item2)))));

    private static readonly Gen<(string Text, Func<int, bool> Matches, bool IsException)> Rules =
        from codes in Codes
        from isException in Gen.Elements(true, false)
        select (isException ? "!" + codes.Text : codes.Text, codes.Matches, isException);

    [Fact]
    public void Rules_stop_what_the_last_matching_rule_says()
    {
        var lists = Gen.NonEmptyListOf(Rules);
        Prop.ForAll(
            Gen.Two(lists).ToArbitrary(),
            pair =>
            {
                var outer = pair.Item1.ToList();
                var inner = pair.Item2.ToList();
                var outerSet = NoGoRules.Parse(string.Join(", ", outer.Select(rule => rule.Text))).Resolve(NoGoSet.Empty);
                var innerSet = NoGoRules.Parse(string.Join(",", inner.Select(rule => rule.Text))).Resolve(outerSet);
                var level = inner[0].IsException ? outer.Concat(inner).ToList() : inner;
                return Enumerable.Range(100, 900).All(status =>
                    outerSet.Stops(status) == Model(outer, status) && innerSet.Stops(status) == Model(level, status));
            }).QuickCheckThrowOnFailure();
    }

    private static bool Model(IEnumerable<(string Text, Func<int, bool> Matches, bool IsException)> rules, int status) =>
        rules.LastOrDefault(rule => rule.Matches(status)) is { Text: not null } last && !last.IsException;
}
