namespace Akka.DependencyInjection;

/// <summary>Makes actors and services from a container.</summary>
public interface IDependencyResolver
{
    IResolverScope CreateScope();

    /// <exception cref="InvalidOperationException">The service is not registered.</exception>
    object GetService(Type type);

    T GetService<T>();

    Props Props(Type type, params object[] args);

    Props Props(Type type);

    /// <param name="args">For the constructor's parameters that are not services, found by their type.</param>
    Props Props<T>(params object[] args)
        where T : ActorBase;
}
