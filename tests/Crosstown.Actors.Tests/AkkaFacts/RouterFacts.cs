using System.Collections.Concurrent;
using System.Reflection;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Routing;

namespace Crosstown.Actors.Tests.AkkaFacts;

/// <summary>docs/design.md §6: what Akka.NET's routers do, and Crosstown's pools are made as they are for. A version that does otherwise fails here.</summary>
public sealed class RouterFacts
{
    [Fact]
    public async Task Smallest_mailbox_counts_a_routee_that_awaits_as_idle()
    {
        using var facts = new FactSystem();
        var seen = new ConcurrentQueue<string>();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var router = facts.System.ActorOf(Props.Create(() => new Awaiting(seen, release.Task)).WithRouter(new SmallestMailboxPool(4)));
        router.Tell("a");
        await Eventually.TrueAsync(() => seen.Count == 1, "the first routee awaits");
        router.Tell("b");
        await FactSystem.FlushAsync(router, idle: 3);
        Assert.Single(seen);
        release.SetResult();
        await Eventually.TrueAsync(() => seen.Count == 2, "the second message is received");
        Assert.Single(seen.Distinct());
    }

    [Theory, InlineData("nobody", false), InlineData("an actor at the top", false), InlineData("a child", true)]
    public async Task A_router_without_routees_tells_the_dead_letters_only_what_the_child_of_an_actor_sent(string sender, bool isLetter)
    {
        using var facts = new FactSystem();
        var letters = new ConcurrentQueue<object>();
        var top = facts.System.ActorOf(Props.Create(() => new Listening(letters)));
        facts.System.EventStream.Subscribe(top, typeof(AllDeadLetters));
        var child = await facts.System.ActorOf(Props.Create(() => new Parent())).Ask<IActorRef>("child", Stress.Patience);
        var router = facts.System.ActorOf(Props.Create(() => new Parent()).WithRouter(new RoundRobinPool(0)));
        router.Tell("lost", sender == "nobody" ? ActorRefs.NoSender : sender == "a child" ? child : top);
        facts.System.DeadLetters.Tell("after it");
        await Eventually.TrueAsync(() => letters.Any(letter => letter is AllDeadLetters { Message: "after it" }), "the later letter");
        Assert.Equal(isLetter, letters.Any(letter => letter is AllDeadLetters { Message: "lost" } lost && lost.Recipient.Equals(facts.System.DeadLetters)));
    }

    [Fact]
    public async Task A_resizer_whose_lower_bound_is_zero_never_grows_again()
    {
        var resizer = new DefaultResizer(0, 4);
        Assert.Equal(0, resizer.Capacity([]));
        Assert.Equal(-1, resizer.Filter(pressure: 0, capacity: 1));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_resizer_sees_no_pressure_in_an_actor_that_is_busy_by_its_behaviour()
    {
        using var facts = new FactSystem();
        var stashed = new ConcurrentQueue<object>();
        var busy = facts.System.ActorOf(Props.Create(() => new Stashing(stashed)));
        foreach (var message in Enumerable.Range(0, 3))
            busy.Tell(message);
        await Eventually.TrueAsync(() => stashed.Count == 2, "two are stashed");
        await Eventually.TrueAsync(
            () => new DefaultResizer(1, 4, pressureThreshold: 0).Pressure([Routee.FromActorRef(busy)]) == 0, "the mailbox is at rest");
        Assert.Equal(0, new DefaultResizer(1, 4, pressureThreshold: 1).Pressure([Routee.FromActorRef(busy)]));
    }

    [Fact]
    public async Task A_deployment_without_a_router_does_not_change_the_codes_number_of_routees()
    {
        using var facts = new FactSystem("akka.actor.deployment { /a { nr-of-instances = 5 }\n /b { router = round-robin-pool } }");
        var props = Props.Create(() => new Listening(new ConcurrentQueue<object>())).WithRouter(new RoundRobinPool(3));
        Assert.Equal(3, await FactSystem.RouteesAsync(facts.System.ActorOf(props, "a")));
        Assert.Equal(1, await FactSystem.RouteesAsync(facts.System.ActorOf(props, "b")));
    }

    [Fact]
    public async Task The_dispatcher_of_a_routers_deployment_is_not_its_routees_but_that_of_theirs_is()
    {
        using var facts = new FactSystem(
            """
            other { type = Dispatcher, executor = fork-join-executor, dedicated-thread-pool { thread-count = 1 } }
            coded { type = Dispatcher, executor = fork-join-executor, dedicated-thread-pool { thread-count = 1 } }
            akka.actor.deployment {
              /a { router = round-robin-pool, nr-of-instances = 1, dispatcher = other }
              /b { router = round-robin-pool, nr-of-instances = 1 }
              "/b/*" { dispatcher = other }
            }
            """);
        var props = Props.Create(() => new Dispatched()).WithDispatcher("coded").WithRouter(new RoundRobinPool(1));
        Assert.Equal("coded", await facts.System.ActorOf(props, "a").Ask<string>("?", Stress.Patience));
        Assert.Equal("other", await facts.System.ActorOf(props, "b").Ask<string>("?", Stress.Patience));
    }

    [Fact]
    public void A_hashing_pool_in_a_deployment_over_another_in_code_does_not_start()
    {
        using var facts = new FactSystem("akka.actor.deployment./a { router = consistent-hashing-pool, nr-of-instances = 1 }");
        Assert.ThrowsAny<Exception>(() => facts.System.ActorOf(Props.Create(() => new Dispatched()).WithRouter(new RoundRobinPool(1)), "a"));
    }

    [Fact]
    public void An_unknown_alias_of_a_router_is_a_bare_reflection_error() =>
        Assert.IsType<TargetInvocationException>(Record.Exception(() => new FactSystem("akka.actor.deployment./a { router = roundrobin }").Dispose()));

    private sealed class Awaiting : ReceiveActor
    {
        public Awaiting(ConcurrentQueue<string> seen, Task release) => ReceiveAsync<string>(async _ =>
        {
            seen.Enqueue(Self.Path.Name);
            await release;
        });
    }

    private sealed class Listening : ReceiveActor
    {
        public Listening(ConcurrentQueue<object> seen) => ReceiveAny(seen.Enqueue);
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent() => Receive<string>(_ => Sender.Tell(Context.ActorOf(Props.Create(() => new Parent()))));
    }

    private sealed class Dispatched : ReceiveActor
    {
        public Dispatched() => Receive<string>(_ => Sender.Tell(Context.Dispatcher.Id));
    }

    private sealed class Stashing : ReceiveActor, IWithUnboundedStash
    {
        public Stashing(ConcurrentQueue<object> stashed) => ReceiveAny(_ => Become(() => ReceiveAny(message =>
        {
            Stash!.Stash();
            stashed.Enqueue(message);
        })));

        public IStash Stash { get; set; } = null!;
    }
}
