using Akka.Actor;
using Akka.Event;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Runtime;

/// <summary>
/// docs/design.md §6: <c>akka.actor.serialize-messages</c> and <c>serialize-creators</c>, with which applications test that their messages could go to another process. Crosstown's own never do.
/// </summary>
public sealed class SerializationSpecs
{
    private const string Checked = "akka.actor { serialize-messages = on, serialize-creators = on }\nakka.stdout-loglevel = OFF\n";

    [Fact]
    public async Task Where_Akka_serializes_every_message_deferrals_of_every_kind_run()
    {
        await using var host = new TrafficHost(Checked, services => services.AddTrafficHandler<OrderHandler>());
        var request = host.Request();
        request.Tell(new Order(1));
        request.TellTo(host.System.ActorOf(Props.Create(() => new Silent())), new Order(1));
        request.Defer(() => { });
        request.Defer(async ct => await Task.Yield());
        request.Defer(() => { }, new DeferralOptions { SameThread = true });
        request.Defer(() => { }, new DeferralOptions { Sequential = true });
        request.Defer<TrafficContext>((context, _) =>
        {
            context.Traffic.Defer(() => { });
            context.Traffic.Defer(() => { }, new DeferralOptions { Sequential = true });
            return Task.CompletedTask;
        });
        request.End();
        var early = host.Request();
        early.ReleaseEarly();
        early.Defer(() => { });
        early.End();

        Assert.Equal(10, (await host.SettledAsync()).Ran);
        await LivingRequestActors.CountAsync(host, 0);
    }

    [Fact]
    public async Task Where_Akka_serializes_every_message_an_actor_of_a_pool_gets_a_copy_and_its_routee_goes_on()
    {
        var seen = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = new TrafficHost(Checked, services => services.AddTrafficPool("mine", _ => Props.CreateBy(new Teller(seen))));
        var order = new Order(7);
        for (var i = 0; i < 2; i++)
        {
            var request = host.Request();
            for (var j = 0; j < 20; j++)
                request.Tell(order, new DeferralOptions { Pool = "mine" });
            request.End();
        }

        Assert.Equal(40, (await host.SettledAsync()).Ran);
        var copy = Assert.IsType<Order>(await seen.Task.WaitAsync(Stress.Patience));
        Assert.Equal(order, copy);
        Assert.NotSame(order, copy);
    }

    [Fact]
    public async Task A_published_failure_is_not_serialized()
    {
        await using var host = new TrafficHost(Checked);
        var seen = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.True(host.System.EventStream.Subscribe(host.System.ActorOf(Props.CreateBy(new Teller(seen))), typeof(DeferralFailed)));
        var request = host.Request();
        var failure = new InvalidOperationException("on purpose");
        request.Defer(() => throw failure);
        request.End();

        Assert.Same(failure, Assert.IsType<DeferralFailed>(await seen.Task.WaitAsync(Stress.Patience)).Exception);
    }

    /// <summary>The application's own message is checked as it asked for: its actor has a copy. One that cannot be serialized is an error in Akka's log, which tells nobody else.</summary>
    [Fact]
    public async Task A_message_to_an_actor_of_the_application_is_serialized_by_Akka()
    {
        await using var host = new TrafficHost(Checked);
        var seen = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        var errors = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.True(host.System.EventStream.Subscribe(host.System.ActorOf(Props.CreateBy(new Teller(errors))), typeof(Error)));
        var actor = host.System.ActorOf(Props.CreateBy(new Teller(seen)));
        var order = new Order(7);
        var request = host.Request();
        var lost = request.TellTo(actor, new Unserializable());
        request.TellTo(actor, order);
        request.End();

        Assert.Equal(2, (await host.SettledAsync()).Ran);
        var copy = Assert.IsType<Order>(await seen.Task.WaitAsync(Stress.Patience));
        Assert.Equal(order, copy);
        Assert.NotSame(order, copy);
        Assert.Equal("Swallowing exception during message send", Assert.IsType<Error>(await errors.Task.WaitAsync(Stress.Patience)).Message);
        Assert.Equal(Fate.Ran, lost.Fate);
    }

    private sealed record Order(int Number);

    private sealed class Unserializable
    {
        public int Number => throw new NotSupportedException("on purpose");
    }

    private sealed class OrderHandler : ITrafficHandler<Order>
    {
        public Task HandleAsync(Order message, TrafficContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Silent : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }

    /// <summary>Completes with the first message that comes.</summary>
    private sealed class Teller(TaskCompletionSource<object> seen) : IIndirectActorProducer
    {
        public Type ActorType => typeof(FirstSeen);

        public ActorBase Produce() => new FirstSeen(seen);

        public void Release(ActorBase actor)
        {
        }
    }

    private sealed class FirstSeen(TaskCompletionSource<object> seen) : UntypedActor
    {
        protected override void OnReceive(object message) => seen.TrySetResult(message);
    }
}
