using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.TestKit;

/// <summary>The options of a test host. Read when the host is built.</summary>
public sealed class CrosstownTestOptions
{
    /// <summary>How released deferrals run. <see cref="TrafficHarness.Mode"/> changes it later.</summary>
    /// <value>The default is <see cref="TrafficMode.Live"/>.</value>
    public TrafficMode Mode { get; set; }

    /// <summary>How long each wait of the harness may take, in real time. The error says what was still out.</summary>
    /// <value>Above zero. The default is 30 s.</value>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether failed work is left to the test (<see cref="TrafficHarness.Failures"/>). If not, the waits of the harness throw <see cref="TrafficFailedException"/>.</summary>
    /// <value>The default is false.</value>
    public bool CollectFailures { get; set; }

    /// <summary>Whether the end of the host fails if a deferral has no fate by then, or if the ledger does not balance. Not asserted once another assertion of the harness has failed.</summary>
    /// <value>The default is true.</value>
    public bool AssertOnDispose { get; set; } = true;

    /// <summary>HOCON that comes before that of the application. Not for an adopted <see cref="ActorSystem"/>, which has its configuration already.</summary>
    /// <value>The default is null, for none.</value>
    public string? Hocon { get; set; }

    /// <summary>The clock of the application's work: timeouts, waits and backoffs. A <c>FakeTimeProvider</c> makes them virtual. The drain's deadline and the harness's own are in real time.</summary>
    /// <value>The default is null, for the application's own.</value>
    public TimeProvider? Time { get; set; }

    /// <summary>
    /// An actor system that the host adopts and leaves running, such as the <c>Sys</c> of a <c>TestKit</c>. It must have been made with <see cref="CrosstownTestConfig.Create"/>, and have
    /// no other host at the same time. Not for an application that has an actor system of its own.
    /// </summary>
    /// <value>The default is null: the host has the application's actor system, or its own.</value>
    public ActorSystem? ActorSystem { get; set; }

    /// <summary>Whether the host is on Kestrel, on a free port of the loopback interface, instead of on TestServer. For <see cref="CrosstownTestHost"/> only.</summary>
    /// <value>The default is false.</value>
    public bool UseKestrel { get; set; }

    /// <summary>The host's environment. For <see cref="CrosstownTestHost"/> only.</summary>
    /// <value>The default is <c>Development</c>.</value>
    public string Environment { get; set; } = "Development";

    /// <summary>The host's content root. For <see cref="CrosstownTestHost"/> only.</summary>
    /// <value>The default is the folder of the test's assemblies.</value>
    public string ContentRoot { get; set; } = AppContext.BaseDirectory;

    /// <summary>Settings that come before those of the application, such as <c>Telephony:StandIn</c>. For <see cref="CrosstownTestHost"/> only.</summary>
    public IDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Registers services after those of the application, so that they replace them. For <see cref="CrosstownTestHost"/> only.</summary>
    /// <value>The default is null, for none.</value>
    public Action<IServiceCollection>? ConfigureServices { get; set; }
}
