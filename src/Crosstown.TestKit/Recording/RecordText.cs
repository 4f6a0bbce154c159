using System.Globalization;

namespace Crosstown.TestKit.Recording;

/// <summary>The texts of failed assertions.</summary>
internal static class RecordText
{
    public static TrafficAssertionException Failure(string expected, IReadOnlyList<RecordedDeferral> there) => new($"{expected}\n{List(there)}");

    public static string List(IReadOnlyList<RecordedDeferral> there) => there.Count == 0
        ? "Nothing was deferred."
        : string.Create(CultureInfo.InvariantCulture, $"Deferred ({there.Count}):\n{Lines(there)}");

    public static string Lines(IEnumerable<RecordedDeferral> there) => string.Join('\n', there.Select(static deferral => $"  {deferral}"));
}
