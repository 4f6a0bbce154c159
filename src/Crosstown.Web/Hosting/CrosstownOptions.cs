using Akka.Configuration;
using Crosstown.Actors.Settings;

namespace Crosstown.Web;

/// <summary>The settings that need code. All others are in HOCON.</summary>
public sealed class CrosstownOptions
{
    /// <summary>The name of the actor system that Crosstown creates if the application has none.</summary>
    /// <value>Letters, digits, <c>-</c> and <c>_</c>, beginning with a letter or a digit. The default is <c>crosstown</c>.</value>
    public string ActorSystemName { get; set; } = "crosstown";

    /// <summary>
    /// HOCON that takes precedence over <c>akka.hocon</c>. In an application with an actor system of its own, <c>WithCrosstown</c> adds it before the HOCON that this system has by then.
    /// </summary>
    /// <value>The default is null: no more than <c>akka.hocon</c>.</value>
    public string? Hocon { get; set; }

    /// <summary>The name of <see cref="Hocon"/> in errors.</summary>
    internal const string HoconSource = "CrosstownOptions.Hocon";

    /// <summary>
    /// Adds the application's own values to <see cref="RequestSnapshot.Items"/>. Called once for each request that has deferred something, after its handler has returned and
    /// before its services are disposed. An exception is logged, and the snapshot then has no items.
    /// </summary>
    /// <value>The default is null: the snapshot has no items.</value>
    public Action<HttpContext, IDictionary<string, object?>>? EnrichSnapshot { get; set; }

    /// <summary>Null where there is no HOCON.</summary>
    /// <exception cref="ConfigurationException">Names line and column.</exception>
    internal Config? ParseHocon() => string.IsNullOrWhiteSpace(Hocon) ? null : HoconText.Parse(Hocon, HoconSource);
}
