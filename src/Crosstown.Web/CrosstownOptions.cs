namespace Crosstown.Web;

/// <summary>What needs code. Everything else is HOCON.</summary>
public sealed class CrosstownOptions
{
    /// <summary>The name of the actor system that Crosstown creates where the application has none. Letters, digits, <c>-</c> and <c>_</c>.</summary>
    /// <value>The default is <c>crosstown</c>.</value>
    public string ActorSystemName { get; set; } = "crosstown";

    /// <summary>HOCON that goes before <c>akka.hocon</c>. Not read where the application has an actor system of its own.</summary>
    public string? Hocon { get; set; }

    /// <summary>
    /// Adds values of the application's own to <see cref="RequestSnapshot.Items"/>. Called once for each request that has deferred something, when its handler has
    /// returned and its services are still there. What it throws is logged, and the snapshot is then without items.
    /// </summary>
    public Action<HttpContext, IDictionary<string, object?>>? Snapshot { get; set; }
}
