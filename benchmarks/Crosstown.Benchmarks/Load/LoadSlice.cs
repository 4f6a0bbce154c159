namespace Crosstown.Benchmarks.Load;

/// <summary>One slice of load against one server, as measured from outside and by the server's own counters.</summary>
/// <param name="Launch">Which start of the server processes it belongs to.</param>
/// <param name="Answers">What the load tool saw.</param>
/// <param name="Cpu">The server's CPU per request, µs, with what it still did after the last response.</param>
/// <param name="Bytes">Bytes allocated per request, likewise.</param>
/// <param name="Quiet">Whether the server had nothing left to do when the counters were read.</param>
internal sealed record LoadSlice(int Launch, Answers Answers, double Cpu, double Bytes, bool Quiet);
