using Crosstown.Actors.Traffic;

namespace Crosstown.Actors.Tests.Traffic;

/// <summary>docs/decorator.md: a decorated method that is called without traffic finds it.</summary>
public sealed class TrafficHostsSpecs
{
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
