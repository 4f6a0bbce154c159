using System.Collections.ObjectModel;

namespace Crosstown.Actors;

/// <summary>The final response of a request, by which its deferrals are judged. Immutable.</summary>
/// <param name="StatusCode">The status sent or, for an aborted response, the status set by the application. 100 to 999.</param>
/// <param name="Outcome">How the response ended.</param>
/// <param name="Level">How far the response had provably got.</param>
public sealed record ResponseSnapshot(int StatusCode, ResponseOutcome Outcome, WireLevel Level)
{
    // A byte each, because every request with traffic makes a snapshot.
    private readonly byte _outcome = (byte)Outcome;
    private readonly byte _level = (byte)Level;

    /// <summary>How the response ended.</summary>
    public ResponseOutcome Outcome
    {
        get => (ResponseOutcome)_outcome;
        init => _outcome = (byte)value;
    }

    /// <summary>How far the response had provably got.</summary>
    public WireLevel Level
    {
        get => (WireLevel)_level;
        init => _level = (byte)value;
    }

    /// <summary>When the completion was signalled, by the application's clock. By then the last byte had reached <see cref="Level"/>, or the response had been cut short.</summary>
    public DateTimeOffset CompletedAt { get; init; }

    /// <summary>The response's trailers. Empty if it has none; gRPC sends its status in them.</summary>
    public IReadOnlyDictionary<string, string> Trailers { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
