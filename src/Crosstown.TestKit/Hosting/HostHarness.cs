using Crosstown.TestKit.Control;

namespace Crosstown.TestKit.Hosting;

/// <summary>The harness of a host that the test has made itself.</summary>
internal sealed class HostHarness(TrafficControl control, IServiceProvider services) : TrafficHarness(control, services);
