using Akka.Actor;

namespace Akka.Conformance.Stress;

/// <summary>A mailbox keeps its first few messages otherwise than those after them: more come here than that, in all the moments that matter.</summary>
public class MailboxRaceSpecs : StressSpec
{
    private const int Burst = 7;

    protected override string Hocon => "akka.loglevel = OFF";

    [Fact]
    public void Bursts_to_an_actor_that_goes_idle_all_the_time_all_arrive_and_each_sender_keeps_its_order()
    {
        const int Senders = 3;
        var rounds = Scaled(20_000);
        var check = new Order(Senders);
        var actor = Sys.ActorOf(Props.Create(() => new Checking(check)));
        Together(Senders, sender =>
        {
            var told = 0;
            for (var round = 0; round < rounds; round++)
            {
                // Each waits for its own messages alone, so one tells while the actor goes idle after those of another.
                for (var i = (round + sender) % Burst; i >= 0; i--)
                    actor.Tell((sender, told++), ActorRefs.NoSender);
                var expected = told;
                Until(() => check.HandledOf(sender) >= expected || check.Fault != null, $"round {round}: {check.HandledOf(sender)} of {expected}");
                Thread.SpinWait((round * 7 + sender * 3) % 60);
            }
        });
        Assert.Null(check.Fault);
    }

    [Theory]
    [InlineData("by another")]
    [InlineData("by itself")]
    public void A_few_messages_told_at_the_moment_of_the_stop_are_each_handled_or_a_dead_letter(string stopped)
    {
        const int Senders = 2;
        var rounds = Scaled(5000);
        var census = new Census(rounds * Senders * Burst);
        var letters = census.CountDeadLetters(Sys);
        var actors = Enumerable.Range(0, rounds).Select(_ => Sys.ActorOf(Props.Create(() => new Noting(census)))).ToArray();
        var arrivals = 0;
        Together(Senders + 1, thread =>
        {
            for (var round = 0; round < rounds; round++)
            {
                Interlocked.Increment(ref arrivals);
                var expected = (Senders + 1) * (round + 1);
                Until(() => Volatile.Read(ref arrivals) >= expected, $"round {round}");
                if (thread < Senders)
                {
                    for (var i = 0; i < Burst; i++)
                        actors[round].Tell((round * Senders + thread) * Burst + i, ActorRefs.NoSender);
                    continue;
                }
                Thread.SpinWait(round % 40 * 5);
                if (stopped == "by itself")
                    actors[round].Tell("stop", ActorRefs.NoSender);
                else
                    Sys.Stop(actors[round]);
            }
        });
        var all = rounds * Senders * Burst;
        Until(() => census.Count >= all, $"{census.Count} of {all} accounted for");
        Wait(letters.Ask<string>("fence", Patience));
        Assert.Equal((all, 0), (census.Count, census.Twice));
    }

    [Fact]
    public void Messages_told_as_the_mailbox_closes_are_each_handled_or_a_dead_letter()
    {
        const int Senders = 2;
        var rounds = Scaled(10_000);
        var census = new Census(rounds * Senders * Burst);
        var letters = census.CountDeadLetters(Sys);
        var ended = new Ended();
        var actors = Enumerable.Range(0, rounds).Select(_ => Sys.ActorOf(Props.Create(() => new Ending(census, ended)))).ToArray();
        Together(Senders, sender =>
        {
            for (var round = 0; round < rounds; round++)
            {
                if (sender == 0)
                    Sys.Stop(actors[round]);
                // Spinning: what follows the signal is over within a microsecond.
                for (var spins = 1; Volatile.Read(ref ended.Count) <= round; spins++)
                {
                    if (spins % 2000 == 0)
                        Thread.Yield();
                }
                Thread.SpinWait((round + sender) % 20);
                for (var i = 0; i < Burst; i++)
                    actors[round].Tell((round * Senders + sender) * Burst + i, ActorRefs.NoSender);
            }
        });
        var all = rounds * Senders * Burst;
        Until(() => census.Count >= all, $"{census.Count} of {all} accounted for");
        Wait(letters.Ask<string>("fence", Patience));
        Assert.Equal((all, 0), (census.Count, census.Twice));
    }

    [Theory]
    [InlineData(Directive.Resume)]
    [InlineData(Directive.Restart)]
    public void Messages_told_between_a_failure_and_its_verdict_are_handled_after_it_in_order(Directive directive)
    {
        const int Senders = 2;
        var rounds = Scaled(300);
        var check = new Order(Senders);
        using var deciding = new SemaphoreSlim(0);
        using var decide = new SemaphoreSlim(0);
        var parent = Sys.ActorOf(Props.Create(() => new Deciding(directive, deciding, decide, check)));
        var child = Wait(parent.Ask<IActorRef>("child", Patience));
        var told = new int[Senders];
        for (var round = 0; round < rounds; round++)
        {
            // Some of these are handled before the failure and some may wait with those that come after.
            Tell(0);
            child.Tell("fail", ActorRefs.NoSender);
            Tell(1);
            Assert.True(deciding.Wait(Patience));
            var before = check.Handled;
            Tell(0);
            Tell(1);
            Assert.Equal(before, check.Handled);
            Together(Senders + 1, thread =>
            {
                if (thread == Senders)
                    decide.Release();
                else
                    Tell(thread);
            });
            Until(() => check.Handled >= told.Sum() || check.Fault != null, $"round {round}: {check.Handled} of {told.Sum()}");
            Assert.Null(check.Fault);
        }

        void Tell(int sender)
        {
            for (var i = 0; i < Burst; i++)
                child.Tell((sender, told[sender]++), ActorRefs.NoSender);
        }
    }

    /// <summary>How many of each sender's messages were handled; written by the actor alone.</summary>
    internal sealed class Order(int senders)
    {
        private readonly int[] _handled = new int[senders];
        private int _all;
        private string _fault;

        public int Handled => Volatile.Read(ref _all);

        public string Fault => Volatile.Read(ref _fault);

        public int HandledOf(int sender) => Volatile.Read(ref _handled[sender]);

        public void Note((int Sender, int Number) message)
        {
            if (message.Number != _handled[message.Sender])
                Volatile.Write(ref _fault, _fault ?? $"{message} came when {_handled[message.Sender]} was due");
            Volatile.Write(ref _handled[message.Sender], _handled[message.Sender] + 1);
            Volatile.Write(ref _all, _all + 1);
        }
    }

    private sealed class Checking : ReceiveActor
    {
        public Checking(Order check)
        {
            Receive<(int, int)>(check.Note);
            ReceiveAny(_ => throw new Boom());
        }
    }

    private sealed class Noting : ReceiveActor
    {
        public Noting(Census census)
        {
            Receive<int>(census.Note);
            ReceiveAny(_ => Context.Stop(Self));
        }
    }

    internal sealed class Ended
    {
        public int Count;
    }

    private sealed class Ending : ReceiveActor
    {
        private readonly Ended _ended;

        public Ending(Census census, Ended ended)
        {
            _ended = ended;
            Receive<int>(census.Note);
        }

        protected override void PostStop() => Interlocked.Increment(ref _ended.Count);
    }

    private sealed class Deciding : ReceiveActor
    {
        private readonly SupervisorStrategy _strategy;

        public Deciding(Directive directive, SemaphoreSlim deciding, SemaphoreSlim decide, Order check)
        {
            _strategy = new OneForOneStrategy(_ =>
            {
                deciding.Release();
                decide.Wait(Patience);
                return directive;
            });
            ReceiveAny(_ => Sender.Tell(Context.ActorOf(Props.Create(() => new Checking(check)))));
        }

        protected override SupervisorStrategy SupervisorStrategy() => _strategy;
    }
}
