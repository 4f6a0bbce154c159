namespace Crosstown.Benchmarks.Servers;

/// <summary>One way to serve the tiny response; each is a server process of its own.</summary>
/// <param name="Name">As it is named in the tables.</param>
/// <param name="Build">Adds services and endpoints; the endpoint is <c>/</c>.</param>
internal sealed record Variant(string Name, Func<WebApplicationBuilder, Action<WebApplication>> Build);
