using System.Globalization;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using Akka.Routing;

namespace Crosstown.Actors.Settings;

/// <summary>The deployment of one pool or, by a wildcard, of several.</summary>
internal sealed class PoolDeployment
{
    private static readonly string[] Known = ["router", "nr-of-instances", "resizer"];

    private readonly string[] _elements;

    private PoolDeployment(string path) => _elements = Elements(path);

    /// <summary>Its <c>nr-of-instances</c>; null if it has none.</summary>
    public int? Instances { get; private init; }

    /// <summary>Its resizer; null if it has none that is enabled.</summary>
    public DefaultResizer? Resizer { get; private init; }

    /// <summary>The number of <c>*</c> in its path. Of several deployments for a pool, Akka.NET uses the one with the fewest.</summary>
    public int WildcardCount => _elements.Sum(static element => element.Count(static character => character == '*'));

    /// <summary>Whether the path is <c>/crosstown/pools/NAME</c>, or matches such a path by wildcards.</summary>
    public static bool IsOfPool(string path) => path.StartsWith('/') && Matches(Elements(path), ["crosstown", "pools", null]);

    public bool Deploys(string pool) => Matches(_elements, ["crosstown", "pools", pool]);

    /// <summary>The size for the default router.</summary>
    public PoolSize Size => new(Instances ?? (Resizer is null ? PoolSize.Default.Instances : Math.Max(1, Resizer.LowerBound)), Resizer);

    /// <param name="whole">The whole configuration with Akka.NET's own defaults.</param>
    /// <param name="path">The deployment's path.</param>
    /// <param name="section">Collects the errors.</param>
    public static PoolDeployment Read(Config whole, string path, SettingsReader section)
    {
        var full = $"akka.actor.deployment.{path}";
        var quoted = $"akka.actor.deployment.\"{path}\"";
        if (whole.GetValue(quoted) is not { } value || !value.IsObject())
        {
            Wrong(null, "is no object; it must be one such as { router = least-busy-pool, nr-of-instances = 16 }");
            return new PoolDeployment(path);
        }

        var config = whole.GetConfig(quoted);
        var alias = config.GetString("router", "from-code");
        var isDefault = alias == "from-code";
        var isLeastBusy = isDefault || alias == PoolRouters.LeastBusy;
        if (!isDefault && PoolRouters.WhyNot(alias, whole) is { } reason)
            Wrong("router", $"is {alias}, {reason}; it must be {PoolRouters.Choices}");
        RefuseIgnored();
        var resizer = ReadResizer();
        return new PoolDeployment(path) { Instances = ReadInstances(), Resizer = resizer };

        int? ReadInstances()
        {
            if (!config.HasPath("nr-of-instances"))
                return null;
            var text = SettingsReader.Show(config.GetValue("nr-of-instances")).Trim();
            // 0 is allowed beside a resizer, which adds routees before the first message.
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var instances) && (instances > 0 || resizer is not null))
                return instances;
            Wrong("nr-of-instances", $"is {text}; it must be 1 or more: a pool without routees runs nothing");
            return null;
        }

        DefaultResizer? ReadResizer()
        {
            if (!config.HasPath("resizer"))
                return null;
            if (!config.HasPath("resizer.enabled"))
            {
                Wrong("resizer.enabled", "is missing; it must be on, or the resizer does nothing");
                return null;
            }

            try
            {
                var read = (DefaultResizer?)Akka.Routing.Resizer.FromConfig(config.WithFallback(whole.GetConfig("akka.actor.deployment.default")));
                if (read is null)
                    return null;
                if (!isLeastBusy && PoolRouters.IsBuiltIn(alias, whole))
                    Wrong("resizer.enabled", $"is on beside router = {alias}: that resizer looks into mailboxes, and nothing in them shows which routee is busy; make the router {PoolRouters.LeastBusy}, or remove the resizer");
                else if (read.UpperBound == 0 || (read.LowerBound == 0 && !isLeastBusy))
                    Wrong($"resizer.{(read.UpperBound == 0 ? "upper" : "lower")}-bound", "is 0; it must be 1 or more: a pool without routees runs nothing");
                return read;
            }
            catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or ConfigurationException)
            {
                Wrong("resizer", $"is no resizer: {e.Message}; see akka.actor.deployment.default.resizer for what it may say");
                return null;
            }
        }

        void RefuseIgnored()
        {
            foreach (var (key, child) in config.AsEnumerable())
            {
                switch (key)
                {
                    case "dispatcher" when SettingsReader.Show(child) is { Length: > 0 } text:
                        Wrong(key, $"is {text}; it is not read there: the threads of every pool are crosstown.dispatchers.pool, and the dispatcher of one pool's routees is that of \"{path}/*\"");
                        break;
                    case "mailbox" or "stash-capacity" when SettingsReader.Show(child) is { Length: > 0 } text:
                        Wrong(key, $"is {text}; it is not read there: remove it, or set it for your own actors in \"{path}/*/actor\"");
                        break;
                    case "pool-dispatcher":
                        Wrong(key, $"is not read there: set crosstown.dispatchers.pool, or dispatcher in \"{path}/*\"");
                        break;
                    case "cluster" when config.GetBoolean("cluster.enabled", false):
                        Wrong("cluster.enabled", "is on; a pool's routees run in this process: remove it");
                        break;
                    case "remote" when SettingsReader.Show(child) is { Length: > 0 } text:
                        Wrong(key, $"is {text}; a pool and its routees run in this process: remove it");
                        break;
                    case "target":
                        Wrong(key, "names nodes; a pool's routees run in this process: remove it");
                        break;
                    case "dispatcher" or "mailbox" or "stash-capacity" or "cluster" or "remote":
                        break;
                    // Only for known router types: the application's own pool type may have other settings.
                    case var _ when !Known.Contains(key, StringComparer.Ordinal) && (isLeastBusy || PoolRouters.IsBuiltIn(alias, whole)):
                        Wrong(key, $"is not read by a pool; did you mean {SettingsReader.Nearest(key, Known)}?", ends: "");
                        break;
                }
            }
        }

        void Wrong(string? key, string sentence, string ends = ".") =>
            section.Wrong(key is null ? quoted : $"{quoted}.{key}", $"{full}{(key is null ? "" : "." + key)} {sentence}{ends}");
    }

    private static string[] Elements(string path) => path[1..].Split('/');

    /// <summary>Matches as Akka.NET does: <c>*</c> is one element, <c>**</c> as the last element is the rest. A null in <paramref name="elements"/> is any element.</summary>
    private static bool Matches(string[] pattern, string?[] elements)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (i >= elements.Length)
                return false;
            if (pattern[i] == "**" && i == pattern.Length - 1)
                return true;
            if (pattern[i] != "*" && elements[i] is { } element && pattern[i] != element)
                return false;
        }

        return pattern.Length == elements.Length;
    }
}
