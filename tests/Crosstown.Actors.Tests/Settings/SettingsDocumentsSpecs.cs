using System.Text.RegularExpressions;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Crosstown.Actors.Tests.Settings;

/// <summary>docs/design.md §5: the sample akka.hocon and docs/reference/settings.md say what reference.conf says.</summary>
public sealed partial class SettingsDocumentsSpecs
{
    public static readonly string Root = FindRoot();

    [Fact]
    public void The_sample_names_every_setting_with_its_default()
    {
        var sample = Leaves(ConfigurationFactory.ParseString(File.ReadAllText(Path.Combine(Root, "akka.hocon"))));
        Assert.Equal(Leaves(CrosstownSettings.Reference), sample);
    }

    [Fact]
    public void The_sample_is_valid() =>
        Assert.Equal(["calls", "default"], CrosstownSettings.Create(ConfigurationFactory.ParseString(File.ReadAllText(Path.Combine(Root, "akka.hocon")))).Pools.Keys.Order());

    [Fact]
    public void The_settings_page_has_a_row_for_every_setting_with_its_default()
    {
        var rows = Row().Matches(File.ReadAllText(Path.Combine(Root, "docs/reference/settings.md")))
            .ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value);
        var reference = Leaves(CrosstownSettings.Reference);
        Assert.Equal(reference.Where(leaf => leaf.Key.StartsWith("crosstown.", StringComparison.Ordinal)), rows.Where(row => reference.ContainsKey(row.Key)).OrderBy(row => row.Key, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("crosstown.pools.NAME.timeout"), InlineData("crosstown.pools.NAME.capacity"), InlineData("crosstown.pools.NAME.on-failure")]
    [InlineData("crosstown.pools.NAME.retry"), InlineData("crosstown.pools.NAME.rate.permits"), InlineData("crosstown.pools.NAME.rate.window"), InlineData("crosstown.pools.NAME.rate.burst"), InlineData("crosstown.pools.NAME.circuit")]
    [InlineData("crosstown.dispatchers.pool"), InlineData("crosstown.dispatchers.same-thread"), InlineData("akka.coordinated-shutdown.phases.service-requests-done.timeout")]
    [InlineData("akka.coordinated-shutdown.phases.actor-system-terminate.timeout"), InlineData("akka.coordinated-shutdown.run-by-clr-shutdown-hook")]
    public void The_settings_page_has_a_row_for_every_setting_of_a_pool_and_of_the_threads(string path) =>
        Assert.Contains($"| `{path}` |", File.ReadAllText(Path.Combine(Root, "docs/reference/settings.md")), StringComparison.Ordinal);

    /// <summary>Each plain value under crosstown but for pools and dispatchers, which are the user's and Akka's.</summary>
    private static SortedDictionary<string, string> Leaves(Config config)
    {
        var leaves = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["akka.phase"] = config.GetString("akka.coordinated-shutdown.phases.service-requests-done.timeout"),
            ["akka.last-phase"] = config.GetString("akka.coordinated-shutdown.phases.actor-system-terminate.timeout"),
        };
        Walk("crosstown", config.GetValue("crosstown"));
        return leaves;

        void Walk(string path, HoconValue value)
        {
            if (path is "crosstown.pools" or "crosstown.dispatchers")
                return;
            if (!value.IsObject())
            {
                leaves[path] = value.IsArray() ? $"[{string.Join(",", value.GetStringList().Select(item => $"\"{item}\""))}]" : value.GetString();
                return;
            }

            foreach (var (key, child) in value.GetObject().Items)
                Walk($"{path}.{key}", child);
        }
    }

    [GeneratedRegex(@"^\| `(crosstown\.[a-z.-]+)` \| `(.+?)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Crosstown.sln")))
            directory = directory.Parent;
        return directory.FullName;
    }
}
