using Akka.Actor;

namespace Akka.Conformance.Stress;

public class PopulationSpecs : StressSpec
{
    [Fact]
    public void A_crowd_of_actors_lives_at_once_and_every_one_answers()
    {
        var count = Scaled(20_000);
        using var answered = new CountdownEvent(count);
        var actors = new IActorRef[count];
        for (var i = 0; i < count; i++)
            actors[i] = Sys.ActorOf(Props.Create(() => new Member(answered)));
        foreach (var actor in actors)
            actor.Tell("hello", ActorRefs.NoSender);
        Assert.True(answered.Wait(Patience), $"{answered.CurrentCount} did not answer");
        Assert.Equal(count, actors.Select(a => a.Path.Name).Distinct().Count());
    }

    [Fact]
    public void A_family_of_great_depth_starts_fails_and_stops()
    {
        using var answered = new CountdownEvent(1);
        var top = Sys.ActorOf(Props.Create(() => new Deep(Scaled(1000), answered)));
        Assert.True(answered.Wait(Patience));
        top.Tell("fail", ActorRefs.NoSender);
        Assert.True(Wait(top.GracefulStop(Patience)));
    }

    [Fact]
    public void A_family_of_great_breadth_stops_with_its_parent()
    {
        var top = Sys.ActorOf(Props.Create(() => new Broad(Scaled(20_000))));
        Assert.Equal("built", Wait(top.Ask<string>("are you there?", Patience)));
        Assert.True(Wait(top.GracefulStop(Patience)));
    }

    [Fact]
    public void Actors_started_and_stopped_leave_no_memory_behind()
    {
        var count = Scaled(20_000);
        Churn(count / 4 + 1);
        var before = GC.GetTotalMemory(true);
        Churn(count);
        long grown = 0;
        Until(() => (grown = GC.GetTotalMemory(true) - before) < 2_000_000 + count, $"{grown} bytes more than before");
    }

    [Fact]
    public void Actors_that_fail_and_are_watched_leave_no_memory_behind()
    {
        var count = Scaled(5_000);
        var parent = Sys.ActorOf(Props.Create(() => new Breeder()));
        void Breed(int n) => Assert.Equal(n, Wait(parent.Ask<int>(n, Patience)));
        Breed(count / 4 + 1);
        var before = GC.GetTotalMemory(true);
        Breed(count);
        long grown = 0;
        Until(() => (grown = GC.GetTotalMemory(true) - before) < 2_000_000 + count, $"{grown} bytes more than before");
    }

    [Fact]
    public void Asks_leave_no_memory_behind()
    {
        var silent = Sys.ActorOf(Props.Create(() => new Echo()));
        void Ask(int n)
        {
            for (var i = 0; i < n; i++)
                Wait(silent.Ask<int>(i, Patience));
        }

        var count = Scaled(10_000);
        Ask(count / 4 + 1);
        var before = GC.GetTotalMemory(true);
        Ask(count);
        long grown = 0;
        Until(() => (grown = GC.GetTotalMemory(true) - before) < 2_000_000 + count, $"{grown} bytes more than before");
    }

    [Fact]
    public void Of_many_that_want_the_same_name_exactly_one_gets_it()
    {
        for (var round = 0; round < Scaled(100); round++)
        {
            var winners = 0;
            Together(4, _ =>
            {
                try
                {
                    Sys.ActorOf(Props.Create(() => new Echo()), "wanted" + round);
                    Interlocked.Increment(ref winners);
                }
                catch (InvalidActorNameException)
                {
                }
            });
            Assert.Equal(1, winners);
        }
    }

    [Fact]
    public void Many_threads_may_start_top_level_actors_at_once()
    {
        var each = Scaled(1000);
        var names = new string[4][];
        Together(4, thread => names[thread] = Enumerable.Range(0, each)
            .Select(_ => Sys.ActorOf(Props.Create(() => new Echo())).Path.Name).ToArray());
        Assert.Equal(4 * each, names.SelectMany(n => n).Distinct().Count());
    }

    private void Churn(int count)
    {
        using var stopped = new CountdownEvent(count);
        for (var i = 0; i < count; i++)
        {
            var actor = Sys.ActorOf(Props.Create(() => new Mayfly(stopped)));
            actor.Tell("hello", ActorRefs.NoSender);
            if (i % 2 == 0)
                Sys.Stop(actor);
            else
                actor.Tell(PoisonPill.Instance, ActorRefs.NoSender);
        }
        Assert.True(stopped.Wait(Patience), $"{stopped.CurrentCount} did not stop");
    }

    private sealed class Member : ReceiveActor
    {
        public Member(CountdownEvent answered) => ReceiveAny(_ => answered.Signal());
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(m => Sender.Tell(m));
    }

    private sealed class Deep(int below, CountdownEvent bottom) : UntypedActor
    {
        protected override void OnReceive(object message) => throw new Boom();

        protected override void PreStart()
        {
            if (below == 0)
                bottom.Signal();
            else
                Context.ActorOf(Props.Create(() => new Deep(below - 1, bottom)));
        }

        // When the top fails, the chain is kept, and restarted as a whole.
        protected override void PreRestart(Exception reason, object message)
        {
        }

        protected override void PostRestart(Exception reason)
        {
        }
    }

    private sealed class Broad : ReceiveActor
    {
        public Broad(int children)
        {
            for (var i = 0; i < children; i++)
                Context.ActorOf(Props.Create(() => new Echo()));
            ReceiveAny(_ => Sender.Tell("built"));
        }
    }

    private sealed class Mayfly(CountdownEvent stopped) : ReceiveActor
    {
        protected override void PostStop() => stopped.Signal();
    }

    /// <summary>Starts that many watched children one after the other, each of which fails at once; answers when all are gone.</summary>
    private sealed class Breeder : ReceiveActor
    {
        private int _wanted;
        private int _gone;
        private IActorRef _asker;

        public Breeder()
        {
            Receive<int>(n =>
            {
                (_wanted, _gone, _asker) = (n, 0, Sender);
                Spawn();
            });
            Receive<Terminated>(_ =>
            {
                if (++_gone == _wanted)
                    _asker.Tell(_gone);
                else
                    Spawn();
            });
        }

        protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

        private static void Spawn()
        {
            var child = Context.ActorOf(Props.Create(() => new Failing()));
            Context.Watch(child);
            child.Tell("fail");
        }
    }

    private sealed class Failing : ReceiveActor
    {
        public Failing() => ReceiveAny(_ => throw new Boom());
    }
}
