using System.Globalization;

namespace Crosstown.Actors.Runtime;

/// <summary>Describes abandoned deferrals, and failures that were not handled, in texts of limited length, however many there are. <see cref="IDrainReport.Abandoned"/> has them all.</summary>
internal static class AbandonedSummary
{
    /// <summary>The most groups, and the most deferrals, that a text names.</summary>
    private const int MostNamed = 20;

    /// <summary>How many of each kind and endpoint, the largest groups first: <c>900 PlaceCallHandler(PlaceCall) of POST /campaigns; 12 SendMail of no request</c>.</summary>
    public static string ByKindAndEndpoint(IReadOnlyList<AbandonedDeferral> abandoned)
    {
        var groups = abandoned.CountBy(static line => (line.Kind, line.Endpoint)).OrderByDescending(static group => group.Value).ToList();
        var named = string.Join("; ", groups.Take(MostNamed).Select(static group => string.Create(
            CultureInfo.InvariantCulture, $"{group.Value} {group.Key.Kind} of {group.Key.Endpoint ?? "no request"}")));
        return groups.Count <= MostNamed
            ? named
            : string.Create(CultureInfo.InvariantCulture, $"{named}; {groups.Skip(MostNamed).Sum(static group => group.Value)} in {groups.Count - MostNamed} smaller groups");
    }

    /// <summary>The first ones.</summary>
    /// <param name="all">All of them, in order.</param>
    /// <param name="property">The property of the report that has them all.</param>
    public static string First<T>(IReadOnlyList<T> all, string property)
    {
        var named = string.Join("; ", all.Take(MostNamed));
        return all.Count <= MostNamed ? named : string.Create(CultureInfo.InvariantCulture, $"{named}; and {all.Count - MostNamed} more, which IDrainReport.{property} lists");
    }
}
