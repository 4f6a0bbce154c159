using Akka.Configuration;

namespace Crosstown.Actors.Settings;

/// <summary>The deployments of pools (<c>akka.actor.deployment./crosstown/pools/NAME</c>). Deployments that a pool cannot have are errors.</summary>
internal sealed class PoolDeployments
{
    private const string Section = "akka.actor.deployment";
    private const string Prefix = "/crosstown/pools/";

    /// <summary>Akka.NET's own defaults, with which it completes each deployment.</summary>
    private static readonly Config Defaults = ConfigurationFactory.Default();

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<PoolDeployment> _deployments = [];

    private PoolDeployments()
    {
    }

    public static PoolDeployments None { get; } = new();

    /// <summary>The pools named by deployments, of the pool itself, of its routees or of their children. Each must be declared, in HOCON or by code.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <param name="whole">The whole configuration.</param>
    /// <param name="section">Collects the errors.</param>
    public static PoolDeployments Read(Config whole, SettingsReader section)
    {
        var found = new PoolDeployments();
        if (!whole.HasPath(Section))
            return found;
        var withDefaults = whole.WithFallback(Defaults);
        foreach (var (path, _) in whole.GetConfig(Section).AsEnumerable())
        {
            // A longer path deploys a pool's routees or their children; a wildcard names no pool.
            if (path.StartsWith(Prefix, StringComparison.Ordinal) && path[Prefix.Length..].Split('/')[0] is var name && name is not ("*" or "**"))
                found._names.Add(name);
            else if (path.Trim('/').Split('/') is ["crosstown"] or ["crosstown", not ("pools" or "*" or "**"), ..] || path.StartsWith(Prefix[1..], StringComparison.Ordinal))
                section.Wrong($"{Section}.\"{path}\"", $"{Section}.{path} deploys no pool; it must be {Prefix}NAME.");
            if (PoolDeployment.IsOfPool(path))
                found._deployments.Add(PoolDeployment.Read(withDefaults, path, section));
        }

        return found;
    }

    /// <summary>The size of a pool whose deployment names no router.</summary>
    public PoolSize SizeOf(string pool) =>
        _deployments.Where(deployment => deployment.Deploys(pool)).MinBy(static deployment => deployment.WildcardCount)?.Size ?? PoolSize.Default;
}
