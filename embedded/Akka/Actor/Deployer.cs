namespace Akka.Actor;

/// <summary>
/// What <c>akka.actor.deployment</c> says about the actors below /user, by path. An element <c>*</c> stands for any one name,
/// <c>**</c> at the end for any names; a literal name is nearer than either.
/// </summary>
public class Deployer
{
    protected readonly Config Default;

    private readonly RouterDeployment _routers;
    private readonly Lock _writing = new();

    /// <summary>Replaced as a whole under <see cref="_writing"/>; lookups read it without.</summary>
    private volatile DeploymentTree _deployments = DeploymentTree.Empty;

    /// <exception cref="ConfigurationException">A deployment is wrong; names path, value and cure.</exception>
    public Deployer(Settings settings)
    {
        var section = settings.Config.GetConfig("akka.actor.deployment") ?? Config.Empty;
        Default = section.GetConfig("default") ?? Config.Empty;
        _routers = new RouterDeployment(settings.Config.GetConfig("akka.actor.router.type-mapping"));
        foreach (var (key, value) in section.AsEnumerable())
        {
            if (key != "default" && value.IsObject() && ParseConfig(key, value.ToConfig()) is { } deploy)
                SetDeploy(deploy);
        }
    }

    /// <returns>The deployment of an actor below /user; null when there is none.</returns>
    public Deploy Lookup(ActorPath path)
    {
        var deployments = _deployments;
        // Every actor that starts asks: most systems deploy at one or two depths, so the depth alone answers nearly all.
        if (!deployments.MayHoldDepth(path.Depth - 1))
            return null;
        var elements = path.Elements;
        return elements.Count > 1 && elements[0] == "user" ? deployments.Find(elements, 1) : null;
    }

    /// <summary>False when no actor of that depth below the root has a deployment.</summary>
    internal bool MayHold(int depth) => _deployments.MayHoldDepth(depth - 1);

    public Deploy Lookup(IEnumerable<string> path) => _deployments.Find(path as IReadOnlyList<string> ?? [.. path], 0);

    public void SetDeploy(Deploy deploy)
    {
        var elements = deploy.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        lock (_writing)
            _deployments = _deployments.With(elements, deploy);
    }

    /// <param name="key">The path below /user, as written: <c>/parent/child</c>.</param>
    public virtual Deploy ParseConfig(string key, Config config)
    {
        var deployment = config.WithFallback(Default);
        return new Deploy(key, deployment, _routers.Create(key, deployment), Deploy.NoScopeGiven,
            deployment.GetString("dispatcher", Deploy.NoDispatcherGiven), deployment.GetString("mailbox", Deploy.NoMailboxGiven),
            deployment.GetInt("stash-capacity", Deploy.NoStashSize));
    }

    /// <summary>The id by which the dispatcher inside a pool's deployment is looked up.</summary>
    internal static string PoolDispatcherId(string path) =>
        $"akka.actor.deployment.{(path.Contains('.') ? $"\"{path}\"" : path)}.pool-dispatcher";
}
