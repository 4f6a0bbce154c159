namespace Crosstown.Actors;

/// <summary>The final response of a request, as its verdict saw it.</summary>
/// <param name="StatusCode">The status that was sent or, where the response was aborted, that the application had set. 100 to 999.</param>
/// <param name="Outcome">What became of the response.</param>
/// <param name="Level">How far the response had provably got.</param>
public sealed record ResponseSnapshot(int StatusCode, ResponseOutcome Outcome, WireLevel Level)
{
    /// <summary>When its completion was signalled: the last byte had got to <see cref="Level"/> by then, or the response was cut short.</summary>
    public DateTimeOffset CompletedAt { get; init; }

    /// <summary>The response's trailers. Empty unless the response sent some (gRPC does).</summary>
    public IReadOnlyDictionary<string, string> Trailers { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;
}
