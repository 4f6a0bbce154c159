using System.Globalization;

namespace Crosstown.Actors.Pools;

/// <summary>A pool or lane in which deferrals wait and, for <c>crosstown.stuck-after</c>, none has started or ended.</summary>
/// <param name="Name">The pool or lane in words, such as "pool calls".</param>
/// <param name="StalledFor">How long no deferral has started or ended.</param>
/// <param name="Waiting">The number of deferrals in the mailboxes of its workers.</param>
/// <param name="Running">The deferrals that its workers run; empty if its workers find no free thread.</param>
internal sealed record StuckPool(string Name, TimeSpan StalledFor, int Waiting, IReadOnlyList<Deferral> Running)
{
    /// <summary>The most deferrals that a text names, so that it stays readable.</summary>
    private const int MostNamed = 16;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"Nothing has started or ended in {Name} for {StalledFor}, and {Waiting} deferrals wait; running: {(Running.Count > 0 ? Describe(Running) : "none, because its routees find no free thread")}.");

    /// <summary>The running deferrals by id and kind.</summary>
    public static string Describe(IReadOnlyList<Deferral> running) =>
        string.Join(", ", running.Take(MostNamed)) + (running.Count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {running.Count - MostNamed} more") : "");
}
