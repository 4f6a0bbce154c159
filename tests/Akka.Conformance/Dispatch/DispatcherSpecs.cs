using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Conformance.Dispatch;

public class DispatcherSpecs : Spec
{
    private const string Hocon = """
        pinned { type = PinnedDispatcher }
        forked { type = ForkJoinDispatcher, throughput = 5, dedicated-thread-pool { thread-count = 3, threadtype = background } }
        other-forked { type = ForkJoinDispatcher, dedicated-thread-pool { thread-count = 2 } }
        tasks { type = TaskDispatcher }
        plain { type = Dispatcher, throughput = 7 }
        akka.actor.deployment {
          /deployed { dispatcher = forked }
          /deployed-pinned { dispatcher = pinned }
        }
        """;

    public DispatcherSpecs()
        : base(Hocon)
    {
    }

    [Theory]
    [InlineData("pinned")]
    [InlineData("forked")]
    [InlineData("tasks")]
    [InlineData("plain")]
    [InlineData("akka.actor.default-dispatcher")]
    public void Every_type_of_dispatcher_runs_actors_in_order(string dispatcher)
    {
        var actor = Sys.ActorOf(Puppet.Props(Script("a")).WithDispatcher(dispatcher));
        for (var i = 0; i < 500; i++)
            actor.Tell(i);
        for (var i = 0; i < 500; i++)
            Expect($"a: got {i}");
        actor.Tell(new Throw(new Boom()));
        Assert.Equal(2, On(actor, p => p.Incarnation));
        Sys.Stop(actor);
        ExpectStopped(actor);
    }

    [Fact]
    public void A_pinned_actor_has_one_thread_that_is_its_own()
    {
        var actors = Enumerable.Range(0, 4).Select(i => Sys.ActorOf(Puppet.Props(Script("a" + i)).WithDispatcher("pinned"))).ToList();
        var threads = actors.Select(ThreadOf).ToList();
        Assert.Equal(4, threads.Distinct().Count());
        for (var round = 0; round < 20; round++)
            Assert.Equal(threads, actors.Select(ThreadOf));
        Assert.All(actors, a => Assert.False(On(a, _ => Thread.CurrentThread.IsThreadPoolThread)));
        actors[0].Tell(new Throw(new Boom()));
        Assert.Equal(threads[0], ThreadOf(actors[0]));
    }

    [Fact]
    public async Task After_a_plain_await_a_pinned_actor_is_back_on_its_thread()
    {
        var actor = Sys.ActorOf(Props.Create<AwaitingThreads>().WithDispatcher("pinned"));
        for (var i = 0; i < 10; i++)
        {
            var (before, after) = await actor.Ask<(int, int)>("x", Patience);
            Assert.Equal(before, after);
        }
    }

    [Fact]
    public void A_stopped_pinned_actor_gives_its_thread_back()
    {
        var threads = new ConcurrentBag<WeakReference<Thread>>();
        for (var i = 0; i < 20; i++)
        {
            var actor = Sys.ActorOf(Puppet.Props(Script("a")).WithDispatcher("pinned"));
            threads.Add(On(actor, _ => new WeakReference<Thread>(Thread.CurrentThread)));
            Sys.Stop(actor);
            ExpectStopped(actor);
        }
        AwaitTrue(() => threads.All(t => !t.TryGetTarget(out var thread) || !thread.IsAlive), "all threads have ended");
    }

    [Fact]
    public void A_fork_join_dispatcher_has_its_own_threads_and_no_more_than_configured()
    {
        const int Actors = 30;
        var seen = new ConcurrentDictionary<int, bool>();
        using var done = new CountdownEvent(Actors * 20);
        var actors = Enumerable.Range(0, Actors)
            .Select(i => Sys.ActorOf(Puppet.Props(Script("a" + i)).WithDispatcher("forked"))).ToList();
        for (var round = 0; round < 20; round++)
        {
            foreach (var actor in actors)
            {
                actor.Tell(new Run(_ =>
                {
                    seen[Environment.CurrentManagedThreadId] = Thread.CurrentThread.IsThreadPoolThread;
                    done.Signal();
                }));
            }
        }
        Await(done);
        Assert.InRange(seen.Count, 1, 3);
        Assert.All(seen.Values, Assert.False);
        var elsewhere = Sys.ActorOf(Puppet.Props(Script("b")).WithDispatcher("other-forked"));
        Assert.DoesNotContain(ThreadOf(elsewhere), seen.Keys);
    }

    [Fact]
    public void A_fork_join_dispatcher_really_runs_as_many_actors_at_once_as_it_has_threads()
    {
        using var together = new Barrier(3);
        using var done = new CountdownEvent(3);
        for (var i = 0; i < 3; i++)
        {
            Sys.ActorOf(Puppet.Props(Script("a" + i)).WithDispatcher("forked")).Tell(new Run(_ =>
            {
                if (together.SignalAndWait(Patience))
                    done.Signal();
            }));
        }
        Await(done);
    }

    [Fact]
    public void Work_that_waits_for_other_work_always_finds_a_free_thread_whether_the_threads_sleep_or_not()
    {
        var actors = Enumerable.Range(0, 3).Select(i => Sys.ActorOf(Puppet.Props(Script("a" + i)).WithDispatcher("forked"))).ToList();
        using var together = new Barrier(3);
        for (var round = 0; round < 3000; round++)
        {
            using var done = new CountdownEvent(3);
            foreach (var actor in actors)
            {
                actor.Tell(new Run(_ =>
                {
                    if (together.SignalAndWait(Patience))
                        done.Signal();
                }));
            }
            Await(done);
            // From work that comes at once, over threads that still look for some, to threads that sleep.
            Thread.SpinWait(round % 1000);
        }
    }

    [Fact]
    public void The_default_dispatcher_is_the_thread_pool() =>
        Assert.True(On(Start(Script("a")), _ => Thread.CurrentThread.IsThreadPoolThread));

    [Fact]
    public void An_actor_knows_its_dispatcher()
    {
        var actor = Sys.ActorOf(Puppet.Props(Script("a")).WithDispatcher("plain"));
        Assert.Equal("plain", On(actor, p => p.Ctx.Dispatcher.Id));
        Assert.Equal(7, On(actor, p => p.Ctx.Dispatcher.Throughput));
        Assert.Equal("akka.actor.default-dispatcher", On(Start(Script("b")), p => p.Ctx.Dispatcher.Id));
    }

    [Fact]
    public void The_deployment_s_dispatcher_is_used()
    {
        var actor = Start(Script("deployed"));
        Assert.Equal("forked", On(actor, p => p.Ctx.Dispatcher.Id));
        Assert.False(On(actor, _ => Thread.CurrentThread.IsThreadPoolThread));
        var pinned = Start(Script("deployed-pinned"));
        Assert.Equal("pinned", On(pinned, p => p.Ctx.Dispatcher.Id));
    }

    [Fact]
    public void The_deployment_wins_over_Props()
    {
        var actor = Sys.ActorOf(Puppet.Props(Script("a")).WithDispatcher("plain"), "deployed");
        Assert.Equal("forked", On(actor, p => p.Ctx.Dispatcher.Id));
    }

    [Fact]
    public void Children_do_not_inherit_the_dispatcher()
    {
        var parent = Sys.ActorOf(Puppet.Props(Script("parent")).WithDispatcher("forked"));
        var child = Child(parent, Script("child"));
        Assert.Equal("akka.actor.default-dispatcher", On(child, p => p.Ctx.Dispatcher.Id));
    }

    [Fact]
    public void Dispatchers_are_looked_up_by_their_path()
    {
        Assert.True(Sys.Dispatchers.HasDispatcher("plain"));
        Assert.False(Sys.Dispatchers.HasDispatcher("no-such"));
        Assert.Same(Sys.Dispatchers.Lookup("plain"), Sys.Dispatchers.Lookup("plain"));
        Assert.Throws<ConfigurationException>(() => Sys.Dispatchers.Lookup("no-such"));
    }

    private static int ThreadOf(IActorRef actor) => On(actor, _ => Environment.CurrentManagedThreadId);

    private sealed class AwaitingThreads : ReceiveActor
    {
        public AwaitingThreads() => ReceiveAsync<string>(async _ =>
        {
            var before = Environment.CurrentManagedThreadId;
            await Task.Run(() => { });
            await Task.Yield();
            Sender.Tell((before, Environment.CurrentManagedThreadId));
        });
    }
}
