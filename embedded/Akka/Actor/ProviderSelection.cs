namespace Akka.Actor;

/// <summary>Which provider a system has. Only <see cref="Local"/> is here; another is an error when the system starts.</summary>
public abstract class ProviderSelection
{
    private ProviderSelection(string identifier, string fqn, bool hasCluster)
    {
        Identifier = identifier;
        Fqn = fqn;
        HasCluster = hasCluster;
    }

    internal string Identifier { get; }
    internal string Fqn { get; }
    internal bool HasCluster { get; }

    internal static ProviderSelection Find(string name) => name switch
    {
        "local" => Local.Instance,
        "remote" => Remote.Instance,
        "cluster" => Cluster.Instance,
        _ => new Custom(name),
    };

    public sealed class Local : ProviderSelection
    {
        public static readonly Local Instance = new();

        private Local() : base("local", "Akka.Actor.LocalActorRefProvider", false)
        {
        }
    }

    public sealed class Remote : ProviderSelection
    {
        public static readonly Remote Instance = new();

        private Remote() : base("remote", "Akka.Remote.RemoteActorRefProvider,Akka.Remote", false)
        {
        }
    }

    public sealed class Cluster : ProviderSelection
    {
        public static readonly Cluster Instance = new();

        private Cluster() : base("cluster", "Akka.Cluster.ClusterActorRefProvider, Akka.Cluster", true)
        {
        }
    }

    public sealed class Custom(string fqn, string identifier = null, bool hasCluster = false)
        : ProviderSelection(identifier ?? "custom", fqn, hasCluster);
}
