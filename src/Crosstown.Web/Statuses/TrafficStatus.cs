using System.Text.Json.Serialization;

namespace Crosstown.Web;

/// <summary>The status of a deferral, as <c>MapCrosstownStatus</c> serves it. It has nothing of the deferral's message, work and exceptions.</summary>
/// <param name="State"><c>pending</c> (it waits for its response, for its turn, or for another attempt), <c>running</c>, or its fate: <c>ran</c>, <c>failed</c>, <c>noGo</c>, <c>aborted</c>, <c>cancelled</c>, <c>refused</c>, <c>abandoned</c>.</param>
/// <param name="Attempts">How many attempts have started (<see cref="Crosstown.Actors.Deferral.Attempts"/>).</param>
/// <param name="Deferred">When it was deferred, by the application's <see cref="TimeProvider"/>; null for a receipt that a test has made.</param>
/// <param name="Started">When its first attempt began; null before that.</param>
/// <param name="Ended">When it got its fate; null before that.</param>
public sealed record TrafficStatus(string State, int Attempts, DateTimeOffset? Deferred, DateTimeOffset? Started, DateTimeOffset? Ended)
{
    private const string Pending = "pending";
    private const string Running = "running";

    /// <summary>Whether <see cref="State"/> is a fate, so that it will not change any more.</summary>
    [JsonIgnore]
    public bool HasEnded => State is not (Pending or Running);

    internal static string StateOf(Fate? fate, bool isRunning) => fate switch
    {
        null => isRunning ? Running : Pending,
        Fate.Ran => "ran",
        Fate.Failed => "failed",
        Fate.NoGo => "noGo",
        Fate.Aborted => "aborted",
        Fate.Cancelled => "cancelled",
        Fate.Refused => "refused",
        _ => "abandoned",
    };
}
