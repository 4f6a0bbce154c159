using Akka.Actor;

namespace Akka.Conformance.Stress;

public class DeliverySpecs : StressSpec
{
    [Theory]
    [InlineData("akka.actor.default-dispatcher")]
    [InlineData("forked")]
    [InlineData("pinned")]
    public void Sixty_four_producers_lose_nothing_and_each_keeps_its_order(string dispatcher)
    {
        const int Producers = 64;
        var each = Scaled(2000);
        using var done = new ManualResetEventSlim();
        var check = new Check(Producers, each, done);
        var receiver = Sys.ActorOf(Props.Create(() => new Receiver(check)).WithDispatcher(dispatcher));
        Together(Producers, producer =>
        {
            for (var i = 0; i < each; i++)
                receiver.Tell(new Numbered(producer, i), ActorRefs.NoSender);
        });
        Assert.True(done.Wait(Patience), $"{check.Received} of {(long)Producers * each} received");
        Assert.Null(check.Fault);
    }

    [Theory]
    [InlineData("akka.actor.default-dispatcher")]
    [InlineData("forked")]
    [InlineData("pinned")]
    public void An_actor_that_goes_idle_all_the_time_misses_no_message(string dispatcher)
    {
        var rounds = Scaled(2000);
        var counter = new Counter();
        var actor = Sys.ActorOf(Props.Create(() => new Counting(counter)).WithDispatcher(dispatcher));
        Together(3, _ =>
        {
            for (var round = 1; round <= rounds; round++)
            {
                actor.Tell(1, ActorRefs.NoSender);
                var expected = 3 * round;
                Until(() => counter.Value >= expected, $"round {round}: {counter.Value} of {expected}");
            }
        });
        Assert.Equal(3 * rounds, counter.Value);
    }

    [Fact]
    public void Two_senders_that_wake_an_idle_actor_at_the_same_moment_start_it_once()
    {
        var rounds = Scaled(10_000);
        var state = new Exclusive();
        var actor = Sys.ActorOf(Props.Create(() => new Lingering(state)));
        var arrivals = 0;
        Together(2, _ =>
        {
            for (var round = 1; round <= rounds && !Volatile.Read(ref state.Overlapped); round++)
            {
                // Time for the actor to go idle; then both tell within nanoseconds, which no barrier of the system's can do.
                Thread.SpinWait(50);
                Interlocked.Increment(ref arrivals);
                for (var spins = 1; Volatile.Read(ref arrivals) < 2 * round && !Volatile.Read(ref state.Overlapped); spins++)
                {
                    if (spins % 2000 == 0)
                        Thread.Yield();
                }
                actor.Tell(1, ActorRefs.NoSender);
                var expected = 2 * round;
                Until(() => Volatile.Read(ref state.Seen) >= expected || Volatile.Read(ref state.Overlapped), $"round {round}");
            }
        });
        Assert.False(state.Overlapped);
        Assert.Equal(2 * rounds, state.Seen);
    }

    [Fact]
    public void System_messages_and_user_messages_that_meet_an_idle_actor_wake_it_both()
    {
        var rounds = Scaled(1500);
        var counter = new Counter();
        var watched = Sys.ActorOf(Props.Create(() => new Counting(counter)));
        var watcher = Sys.ActorOf(Props.Create(() => new Watcher()));
        Together(2, side =>
        {
            for (var round = 1; round <= rounds; round++)
            {
                if (side == 0)
                    watched.Tell(1, ActorRefs.NoSender);
                else
                    Wait(watcher.Ask<string>(watched, Patience));
                var expected = round;
                Until(() => counter.Value >= expected, $"round {round}");
            }
        });
        Assert.Equal(rounds, counter.Value);
    }

    [Theory]
    [InlineData("akka.actor.default-dispatcher")]
    [InlineData("forked")]
    [InlineData("pinned")]
    public void Pairs_of_actors_play_ping_pong_to_the_end(string dispatcher)
    {
        var rounds = Scaled(10_000);
        using var done = new CountdownEvent(4);
        for (var i = 0; i < 4; i++)
        {
            var pong = Sys.ActorOf(Props.Create(() => new Returning()).WithDispatcher(dispatcher));
            Sys.ActorOf(Props.Create(() => new Serving(pong, rounds, done)).WithDispatcher(dispatcher));
        }
        Assert.True(done.Wait(Patience));
    }

    [Fact]
    public void An_actor_is_never_on_two_threads_at_once_and_sees_its_own_writes()
    {
        var each = Scaled(10_000);
        const int Producers = 8;
        var state = new Exclusive();
        var parent = Sys.ActorOf(Props.Create(() => new Restarting(state)));
        Together(Producers, producer =>
        {
            for (var i = 0; i < each; i++)
                parent.Tell(i % 500 == producer ? "fail" : "count", ActorRefs.NoSender);
        });
        Until(() => Volatile.Read(ref state.Seen) == Producers * each, "all were handled");
        Assert.False(state.Overlapped);
    }

    [Fact]
    public async Task Every_one_of_many_asks_at_once_is_answered()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Returning()));
        var answers = await Task.WhenAll(Enumerable.Range(0, Scaled(20_000)).Select(i => actor.Ask<int>(i, Patience)));
        Assert.Equal(Enumerable.Range(0, answers.Length), answers);
    }

    protected override string Hocon => """
        pinned { type = PinnedDispatcher }
        forked { type = ForkJoinDispatcher, dedicated-thread-pool { thread-count = 3 } }
        """;

    private sealed record Numbered(int Producer, int Number);

    private sealed class Check(int producers, int each, ManualResetEventSlim done)
    {
        private readonly int[] _next = new int[producers];
        private long _received;

        public long Received => Volatile.Read(ref _received);

        public string Fault { get; private set; }

        public void Note(Numbered message)
        {
            if (message.Number != _next[message.Producer]++)
                Fault ??= $"{message} came when {_next[message.Producer] - 1} was due";
            if (++_received == (long)producers * each)
                done.Set();
        }
    }

    private sealed class Receiver : ReceiveActor
    {
        public Receiver(Check check) => Receive<Numbered>(check.Note);
    }

    private sealed class Counter
    {
        private int _value;

        public int Value => Volatile.Read(ref _value);

        public void Increment() => Volatile.Write(ref _value, _value + 1);
    }

    private sealed class Counting : ReceiveActor
    {
        public Counting(Counter counter) => ReceiveAny(_ => counter.Increment());
    }

    private sealed class Watcher : ReceiveActor
    {
        public Watcher() => Receive<IActorRef>(subject =>
        {
            Context.Watch(subject);
            Context.Unwatch(subject);
            Sender.Tell("done");
        });
    }

    private sealed class Returning : ReceiveActor
    {
        public Returning() => ReceiveAny(m => Sender.Tell(m));
    }

    private sealed class Serving : ReceiveActor
    {
        public Serving(IActorRef pong, int rounds, CountdownEvent done)
        {
            pong.Tell(rounds);
            Receive<int>(n =>
            {
                if (n == 0)
                    done.Signal();
                else
                    pong.Tell(n - 1);
            });
        }
    }

    internal sealed class Exclusive
    {
        public int Inside;
        public int Seen;
        public bool Overlapped;
    }

    private sealed class Lingering : ReceiveActor
    {
        public Lingering(Exclusive state) => Receive<int>(_ =>
        {
            if (Interlocked.Exchange(ref state.Inside, 1) != 0)
                Volatile.Write(ref state.Overlapped, true);
            Thread.SpinWait(30);
            Volatile.Write(ref state.Inside, 0);
            Interlocked.Increment(ref state.Seen);
        });
    }

    private sealed class Restarting : ReceiveActor
    {
        public Restarting(Exclusive state) => Receive<string>(m =>
        {
            if (Interlocked.Exchange(ref state.Inside, 1) != 0)
                state.Overlapped = true;
            state.Seen++;
            Volatile.Write(ref state.Inside, 0);
            if (m == "fail")
                throw new Boom();
        });
    }
}
