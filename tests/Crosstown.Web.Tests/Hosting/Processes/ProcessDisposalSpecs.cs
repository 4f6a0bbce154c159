using System.Globalization;
using System.Text.RegularExpressions;

namespace Crosstown.Web.Tests.Hosting.Processes;

/// <summary>docs/design.md §2.9: what a process keeps of hosts that it no longer has.</summary>
public class ProcessDisposalSpecs
{
    [Fact]
    public async Task A_host_that_is_disposed_of_without_a_stop_leaves_no_threads()
    {
        await using var host = new ChildHost("dispose", "8");

        var said = Regex.Match(await host.SaysAsync("threads: "), "([0-9]+) before, ([0-9]+) after");

        var (before, after) = (int.Parse(said.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(said.Groups[2].Value, CultureInfo.InvariantCulture));
        // The thread pool may add one or two; each host has more than sixteen.
        Assert.True(after < before + 16, host.Output);
    }
}
