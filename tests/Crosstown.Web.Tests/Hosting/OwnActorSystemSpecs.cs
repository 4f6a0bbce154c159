using Akka.Actor;
using Akka.DependencyInjection;
using Akka.Hosting;

namespace Crosstown.Web.Tests.Hosting;

/// <summary>docs/design.md §4: the actor system that Crosstown starts is the application's, too: it is in the container, with all that Akka.Hosting puts there.</summary>
public class OwnActorSystemSpecs
{
    [Fact]
    public async Task The_own_actor_system_is_in_the_container()
    {
        await using var app = await TestApp.StartAsync(web => { });

        Assert.Same(app.Runtime.ActorSystem, app.Services.GetRequiredService<ActorSystem>());
        Assert.Same(app.Services.GetRequiredService<ActorRegistry>(), ActorRegistry.For(app.Runtime.ActorSystem));
        Assert.Same(app.Services.GetRequiredService<ActorRegistry>(), app.Services.GetRequiredService<IReadOnlyActorRegistry>());
        Assert.Same(app.Services.GetRequiredService<ActorRegistry>(), app.Services.GetRequiredService<IActorRegistry>());
    }

    [Fact]
    public async Task A_handler_tells_an_actor_of_the_own_actor_system_that_is_made_by_the_container_and_required_by_its_type()
    {
        var told = new Seen<object>();
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/", (ICrosstownTraffic traffic, IRequiredActor<Listener> listener) => { traffic.TellTo(listener.ActorRef, "hello"); }),
            builder => builder.Services.AddSingleton(told).AddHostedService<ListenerService>());

        await app.Client.GetAsync("/");

        Assert.Equal("hello", await told.Async());
    }

    [Fact]
    public async Task An_actor_system_registered_without_AddAkka_is_not_taken_for_the_own_one()
    {
        using var other = ActorSystem.Create("other");
        foreach (var addFirst in new[] { true, false })
        {
            var error = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync(
                web => { },
                builder =>
                {
                    if (addFirst)
                        builder.Services.AddCrosstown();
                    builder.Services.AddSingleton(other);
                    if (!addFirst)
                        builder.Services.AddCrosstown();
                },
                add: false));

            Assert.StartsWith("The application has an actor system of its own, other,", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_application_has_its_own_the_container_gives_that_one_and_there_is_no_other(bool akkaFirst)
    {
        await using var app = await TestApp.StartAsync(
            web => { },
            builder =>
            {
                if (!akkaFirst)
                    builder.Services.AddCrosstown();
                builder.Services.AddAkka("shop", (akka, services) => akka.WithCrosstown(services));
                if (akkaFirst)
                    builder.Services.AddCrosstown();
            },
            add: false);

        Assert.Equal("shop", app.Services.GetRequiredService<ActorSystem>().Name);
        Assert.Same(app.Services.GetRequiredService<ActorSystem>(), app.Runtime.ActorSystem);
        Assert.Same(app.Runtime.ActorSystem, Assert.Single(app.Services.GetServices<ActorSystem>().Distinct()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Code_that_never_ends_does_not_keep_the_disposal_although_the_container_has_the_actor_system(bool stopsFirst)
    {
        var started = new Seen<bool>();
        using var never = new ManualResetEventSlim();
        var app = await TestApp.StartAsync(
            web => web.MapGet("/", (ICrosstownTraffic traffic) =>
            {
                traffic.Defer(() =>
                {
                    started.Set(true);
                    never.Wait();
                });
            }),
            hocon: "crosstown { drain-timeout = 1s, drain-grace = 200ms }");
        await app.Client.GetAsync("/");
        await started.Async();

        if (stopsFirst)
            await app.StopAsync();
        await app.DisposeAsync().AsTask().WaitAsync(TestApp.Deadline);

        never.Set();
    }

    internal sealed class Listener : ReceiveActor
    {
        public Listener(Seen<object> told) => ReceiveAny(told.Set);
    }

    internal sealed class ListenerService(ActorSystem system, ActorRegistry registry) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            registry.Register<Listener>(system.ActorOf(DependencyResolver.For(system).Props<Listener>()));
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
