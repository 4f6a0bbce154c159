namespace Akka.DependencyInjection;

/// <summary>Services of scoped lifetime: one scope's resolver gives the same instances, and its disposal disposes them.</summary>
public interface IResolverScope : IDisposable
{
    IDependencyResolver Resolver { get; }
}
