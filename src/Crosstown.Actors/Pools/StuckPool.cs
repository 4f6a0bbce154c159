using System.Globalization;

namespace Crosstown.Actors.Pools;

/// <summary>A pool or lane in which something waits and nothing moves.</summary>
/// <param name="Name">The place in words.</param>
/// <param name="Still">For how long nothing has moved.</param>
/// <param name="Waiting">Deferrals in the mailboxes of its workers.</param>
/// <param name="Running">Those that its workers have begun; none where its workers find no thread.</param>
internal sealed record StuckPool(string Name, TimeSpan Still, int Waiting, IReadOnlyList<Deferral> Running)
{
    /// <summary>How many are named: the rest is likely more of the same.</summary>
    private const int MostNamed = 16;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"Nothing has started or ended in {Name} for {Still}, and {Waiting} deferrals wait for it; there run: {(Running.Count > 0 ? Describe(Running) : "none, for its routees find no thread")}.");

    /// <summary>The running deferrals by id and kind.</summary>
    public static string Describe(IReadOnlyList<Deferral> running) =>
        string.Join(", ", running.Take(MostNamed)) + (running.Count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {running.Count - MostNamed} more") : "");
}
