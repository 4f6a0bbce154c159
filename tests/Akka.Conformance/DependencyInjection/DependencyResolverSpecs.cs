using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Conformance.DependencyInjectionSpecs;

public class DependencyResolverSpecs : Akka.TestKit.Xunit2.TestKit
{
    public DependencyResolverSpecs()
        : base(ActorSystemSetup.Create(DependencyResolverSetup.Create(Services())))
    {
    }

    private DependencyResolver Resolver => DependencyResolver.For(Sys);

    [Fact]
    public void An_actor_gets_services_and_the_arguments_given()
    {
        var actor = Sys.ActorOf(Resolver.Props<Teller>("argument"));
        actor.Tell("tell");

        ExpectMsg("singleton argument");
    }

    [Fact]
    public void An_actor_is_made_by_its_type_too()
    {
        var type = typeof(Teller);
        Sys.ActorOf(Resolver.Props(type, "x")).Tell("tell");
        ExpectMsg("singleton x");
        Sys.ActorOf(Resolver.Props<Plain>()).Tell("tell");

        ExpectMsg("singleton");
    }

    [Fact]
    public void A_restarted_actor_gets_its_services_anew()
    {
        var actor = Sys.ActorOf(Resolver.Props<Counted>());
        actor.Tell("number");
        var first = ExpectMsg<int>();
        actor.Tell("break");
        actor.Tell("number");

        Assert.Equal(first + 1, ExpectMsg<int>());
    }

    [Fact]
    public void Props_of_the_container_can_be_deployed_like_others()
    {
        var props = Resolver.Props<Plain>().WithDispatcher("akka.test.calling-thread-dispatcher");
        Sys.ActorOf(props, "deployed").Tell("tell");

        Assert.True(HasMessages);
        ExpectMsg("singleton");
    }

    [Fact]
    public void A_scope_lives_as_long_as_the_actor_that_took_it()
    {
        var actor = Watch(Sys.ActorOf(Resolver.Props<Scoped>()));
        actor.Tell("scoped");
        var service = ExpectMsg<ScopedService>();
        actor.Tell("scoped");
        Assert.Same(service, ExpectMsg<ScopedService>());
        var other = Sys.ActorOf(Resolver.Props<Scoped>());
        other.Tell("scoped");
        Assert.NotSame(service, ExpectMsg<ScopedService>());
        Assert.False(service.IsDisposed);
        Sys.Stop(actor);
        ExpectTerminated(actor);

        Assert.True(service.IsDisposed);
    }

    [Fact]
    public void An_actor_whose_service_is_missing_is_not_made()
    {
        var actor = default(IActorRef);
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() => actor = Sys.ActorOf(Resolver.Props<Missing>()));
        Watch(actor);

        ExpectTerminated(actor);
    }

    [Fact]
    public void Services_come_from_the_resolver()
    {
        Assert.Equal("singleton", Resolver.Resolver.GetService<Singleton>().Name);
        var type = typeof(Singleton);
        Assert.Same(Resolver.Resolver.GetService<Singleton>(), Resolver.Resolver.GetService(type));
        Assert.Same(Resolver, DependencyResolver.For(Sys));
    }

    [Fact]
    public async Task A_system_without_a_container_says_so()
    {
        using var system = ActorSystem.Create("bare");

        Assert.Throws<ConfigurationException>(() => DependencyResolver.For(system));
        await system.Terminate();
    }

    private static ServiceProvider Services() => new ServiceCollection()
        .AddSingleton(new Singleton("singleton"))
        .AddSingleton<Counter>()
        .AddScoped<ScopedService>()
        .BuildServiceProvider();

    private sealed record Singleton(string Name);

    private sealed class Counter
    {
        public int Count { get; set; }
    }

    private sealed class ScopedService : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class Teller : ReceiveActor
    {
        public Teller(Singleton singleton, string argument) => ReceiveAny(_ => Sender.Tell($"{singleton.Name} {argument}"));
    }

    private sealed class Plain : ReceiveActor
    {
        public Plain(Singleton singleton) => ReceiveAny(_ => Sender.Tell(singleton.Name));
    }

    private sealed class Counted : ReceiveActor
    {
        public Counted(Counter counter)
        {
            var number = ++counter.Count;
            Receive<string>(text => text == "break", _ => throw new InvalidOperationException());
            ReceiveAny(_ => Sender.Tell(number));
        }
    }

    private sealed class Scoped : ReceiveActor
    {
        private readonly IResolverScope _scope = DependencyResolver.For(Context.System).Resolver.CreateScope();

        public Scoped() => ReceiveAny(_ => Sender.Tell(_scope.Resolver.GetService<ScopedService>()));

        protected override void PostStop() => _scope.Dispose();
    }

    private sealed class Missing : ReceiveActor
    {
        public Missing(IComparable missing) => ReceiveAny(_ => Sender.Tell(missing));
    }
}
