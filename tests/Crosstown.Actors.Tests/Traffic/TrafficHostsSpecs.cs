using Crosstown.Actors.Traffic;

namespace Crosstown.Actors.Tests.Traffic;

/// <summary>docs/decorator.md: a decorated method that is called without traffic finds it.</summary>
public sealed class TrafficHostsSpecs
{
    [Fact]
    public async Task A_host_is_among_those_of_the_process_from_its_start_to_the_end_of_its_actor_system()
    {
        ITraffic outsideRequest;
        await using (var host = new TrafficHost(start: false))
        {
            outsideRequest = host.OutsideRequest;
            Assert.DoesNotContain(outsideRequest, TrafficHosts.Process.All);
            host.Runtime.Start(host.System);
            Assert.Contains(outsideRequest, TrafficHosts.Process.All);
        }

        await Eventually.TrueAsync(() => !TrafficHosts.Process.All.Contains(outsideRequest));
    }

    [Fact]
    public async Task The_current_request_comes_before_the_only_host_and_several_hosts_are_an_error()
    {
        await using var host = new TrafficHost();
        var (one, two, ofRequest) = (host.Request(), host.Request(), host.Request());
        var hosts = new TrafficHosts();
        Assert.Contains("have not started", Assert.Throws<InvalidOperationException>(hosts.Find).Message, StringComparison.Ordinal);
        hosts.Add(one);
        Assert.Same(one, hosts.Find());
        hosts.Add(two);
        Assert.Contains("2 hosts", Assert.Throws<InvalidOperationException>(hosts.Find).Message, StringComparison.Ordinal);
        hosts.FindRequestsBy(() => ofRequest);
        Assert.Same(ofRequest, hosts.Find());
        hosts.FindRequestsBy(() => null);
        hosts.Remove(one);
        Assert.Same(two, hosts.Find());
    }
}
