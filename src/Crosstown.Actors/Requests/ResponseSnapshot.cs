using System.Collections.ObjectModel;

namespace Crosstown.Actors;

/// <summary>The final response of a request, as its verdict saw it.</summary>
/// <param name="StatusCode">The status that was sent or, where the response was aborted, that the application had set. 100 to 999.</param>
/// <param name="Outcome">What became of the response.</param>
/// <param name="Level">How far the response had provably got.</param>
public sealed record ResponseSnapshot(int StatusCode, ResponseOutcome Outcome, WireLevel Level)
{
    // A byte each: every request with traffic makes one of these.
    private readonly byte _outcome = (byte)Outcome;
    private readonly byte _level = (byte)Level;

    /// <summary>What became of the response.</summary>
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

    /// <summary>When its completion was signalled: the last byte had got to <see cref="Level"/> by then, or the response was cut short.</summary>
    public DateTimeOffset CompletedAt { get; init; }

    /// <summary>The response's trailers. Empty unless the response sent some (gRPC does).</summary>
    public IReadOnlyDictionary<string, string> Trailers { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
