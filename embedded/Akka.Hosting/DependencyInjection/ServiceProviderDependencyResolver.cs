using Microsoft.Extensions.DependencyInjection;

namespace Akka.DependencyInjection;

/// <summary>Makes actors from an <see cref="IServiceProvider"/>: for each start and restart of an actor a new instance.</summary>
public class ServiceProviderDependencyResolver : IDependencyResolver
{
    public ServiceProviderDependencyResolver(IServiceProvider serviceProvider)
    {
        ArgumentNullException.ThrowIfNull(serviceProvider);
        ServiceProvider = serviceProvider;
    }

    public IServiceProvider ServiceProvider { get; }

    public IResolverScope CreateScope() => new ServiceProviderScope(ServiceProvider.CreateScope());

    public object GetService(Type type) => ServiceProvider.GetRequiredService(type);

    public T GetService<T>() => (T)GetService(typeof(T));

    public Props Props(Type type, params object[] args) =>
        typeof(ActorBase).IsAssignableFrom(type)
            ? Akka.Actor.Props.CreateBy(new ServiceProviderActorProducer(ServiceProvider, type, args))
            : throw new ArgumentException($"{type} is not an actor.", nameof(type));

    public Props Props(Type type) => Props(type, []);

    public Props Props<T>(params object[] args)
        where T : ActorBase => Props(typeof(T), args);
}
