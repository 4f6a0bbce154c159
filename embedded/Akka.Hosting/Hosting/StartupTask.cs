using Akka.DependencyInjection;

namespace Akka.Hosting;

public delegate Task StartupTask(ActorSystem system, IActorRegistry registry);

public delegate Task ActorStarter(ActorSystem system, IActorRegistry registry);

public delegate Task ActorStarterWithResolver(ActorSystem system, IActorRegistry registry, IDependencyResolver resolver);
