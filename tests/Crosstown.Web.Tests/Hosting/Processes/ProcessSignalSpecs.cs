using System.Net;
using System.Runtime.InteropServices;
using Crosstown.TestHosts;

namespace Crosstown.Web.Tests.Hosting.Processes;

/// <summary>docs/design.md §2.9, by a real signal to a real process of each kind of host.</summary>
public class ProcessSignalSpecs
{
    /// <summary>How long it is watched that nothing happens.</summary>
    private static readonly TimeSpan AWhile = TimeSpan.FromMilliseconds(300);

    public static TheoryData<HostKind, PosixSignal> HostsAndSignals
    {
        get
        {
            var data = new TheoryData<HostKind, PosixSignal>();
            foreach (var kind in Enum.GetValues<HostKind>())
            {
                data.Add(kind, PosixSignal.SIGTERM);
                data.Add(kind, PosixSignal.SIGINT);
            }

            return data;
        }
    }

    [UnixTheory, MemberData(nameof(HostsAndSignals))]
    public async Task A_request_in_flight_when_the_process_is_told_to_end_is_served_and_its_deferrals_run(HostKind kind, PosixSignal signal)
    {
        await using var host = new ChildHost(kind.ToString());
        using var client = new HttpClient { BaseAddress = new Uri((await host.SaysAsync("listening on "))["listening on ".Length..]), Timeout = TimeSpan.FromMinutes(1) };
        await client.GetAsync("/queued");
        await host.SaysAsync("running queued");
        var held = client.GetAsync("/held");
        await host.SaysAsync("held");

        host.Signal(signal);
        await host.SaysAsync("stopping");
        // Time enough for whoever would stop admission now. Crosstown itself has nothing to do before the request is served.
        await Assert.ThrowsAsync<TimeoutException>(() => held.WaitAsync(AWhile));
        host.Tell("go on");
        using var response = await held;
        Assert.True(response.StatusCode == HttpStatusCode.OK, host.Output);
        host.Tell("end queued");
        await host.SaysAsync("ran queued");
        await host.SaysAsync("ran held");

        await host.ExitsAsync();
        Assert.Equal("ended: 2 ran of 2, 0 outstanding, drained: True", await host.SaysAsync("ended"));
        Assert.Equal(0, host.ExitCode);
    }
}
