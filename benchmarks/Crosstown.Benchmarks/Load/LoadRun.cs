namespace Crosstown.Benchmarks.Load;

/// <summary>One round of load against one server, as measured from outside and by the server's own counters.</summary>
/// <param name="Rate">Requests per second.</param>
/// <param name="P50">Median response time, µs.</param>
/// <param name="P99">99th percentile, µs.</param>
/// <param name="Cpu">The server's CPU per request, µs.</param>
/// <param name="Bytes">Bytes allocated per request.</param>
internal sealed record LoadRun(double Rate, double P50, double P99, double Cpu, double Bytes);
