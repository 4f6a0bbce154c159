using System.Globalization;

namespace Crosstown.Actors.Runtime;

/// <summary>Describes the abandoned deferrals in texts of limited length, however many there are. <see cref="IDrainReport.Abandoned"/> has them all.</summary>
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

    /// <summary>The first ones in the order admitted.</summary>
    public static string First(IReadOnlyList<AbandonedDeferral> abandoned)
    {
        var named = string.Join("; ", abandoned.Take(MostNamed));
        return abandoned.Count <= MostNamed ? named : string.Create(CultureInfo.InvariantCulture, $"{named}; and {abandoned.Count - MostNamed} more, which IDrainReport.Abandoned lists");
    }
}
