namespace Crosstown.Benchmarks.Load;

/// <summary>What a load tool saw.</summary>
/// <param name="Requests">Responses received.</param>
/// <param name="Failed">Those of them that were not a 2xx or 3xx, and connections that failed.</param>
/// <param name="Rate">Requests per second.</param>
/// <param name="P50">Median response time, µs.</param>
/// <param name="P99">99th percentile, µs.</param>
internal sealed record Answers(long Requests, long Failed, double Rate, double P50, double P99);
