namespace Crosstown.TestHosts;

/// <summary>The kinds of host that an application can have; the second of each pair has an actor system of its own, by AddAkka and WithCrosstown.</summary>
public enum HostKind
{
    WebApplication,
    WebApplicationWithAkka,
    GenericHost,
    GenericHostWithAkka,
    WebHost,
    WebHostWithAkka,
}
