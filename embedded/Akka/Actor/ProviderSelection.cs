namespace Akka.Actor;

public abstract class ProviderSelection
{
    internal ProviderSelection() { }

    public sealed class Cluster : ProviderSelection
    {
        public static readonly ProviderSelection.Cluster Instance = default;
        internal Cluster() { }
    }

    public sealed class Custom : ProviderSelection
    {
        public Custom(string fqn, string identifier = null, bool hasCluster = false) { }
    }

    public sealed class Local : ProviderSelection
    {
        public static readonly ProviderSelection.Local Instance = default;
        internal Local() { }
    }

    public sealed class Remote : ProviderSelection
    {
        public static readonly ProviderSelection.Remote Instance = default;
        internal Remote() { }
    }
}
