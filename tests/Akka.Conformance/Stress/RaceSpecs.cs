using Akka.Actor;

namespace Akka.Conformance.Stress;

public class RaceSpecs : StressSpec
{
    public static TheoryData<string> Ends => new() { "Stop", "PoisonPill", "Kill", "failure" };

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_message_told_to_a_stopping_actor_is_handled_or_a_dead_letter_and_never_both(string end)
    {
        const int Producers = 3;
        const int Each = 1500;
        for (var round = 0; round < Scaled(80); round++)
        {
            var census = new Census(Producers * Each);
            var letters = census.CountDeadLetters(Sys);
            var parent = Sys.ActorOf(Props.Create(() => new StoppingParent(census)));
            var child = Wait(parent.Ask<IActorRef>("child", Patience));
            Together(Producers + 1, thread =>
            {
                if (thread == Producers)
                {
                    // In the middle of the stream, each time somewhere else.
                    var handled = (round * 997) % (2 * Each);
                    Until(() => census.Count >= handled, $"round {round}: {handled} handled");
                    End(child, end);
                }
                else
                {
                    for (var i = 0; i < Each; i++)
                        child.Tell(thread * Each + i, ActorRefs.NoSender);
                }
            });
            Until(() => census.Count >= Producers * Each, $"round {round}: {census.Count} of {Producers * Each} accounted for");
            Wait(letters.Ask<string>("fence", Patience));
            Assert.Equal((Producers * Each, 0), (census.Count, census.Twice));
            Sys.Stop(letters);
            Sys.Stop(parent);
        }
    }

    [Fact]
    public void A_watch_that_races_with_the_end_of_its_subject_is_answered_exactly_once()
    {
        const int Watchers = 4;
        for (var round = 0; round < Scaled(400); round++)
        {
            var subject = Sys.ActorOf(Props.Create(() => new Sink()));
            var watchers = Enumerable.Range(0, Watchers).Select(_ => Sys.ActorOf(Props.Create(() => new WatchCounter()))).ToList();
            var stopper = Race.Start(1, _ => Sys.Stop(subject), Patience);
            foreach (var watcher in watchers)
                watcher.Tell(subject, ActorRefs.NoSender);
            stopper.Join();
            foreach (var watcher in watchers)
                Until(() => Told(watcher) >= 1, $"round {round}: Terminated came");
            foreach (var watcher in watchers)
            {
                Assert.Equal(1, Told(watcher));
                Sys.Stop(watcher);
            }
        }
    }

    [Fact]
    public void An_unwatch_that_races_with_the_end_of_its_subject_leaves_nothing_behind()
    {
        for (var round = 0; round < Scaled(400); round++)
        {
            var subject = Sys.ActorOf(Props.Create(() => new Sink()));
            var watcher = Sys.ActorOf(Props.Create(() => new WatchCounter()));
            watcher.Tell(subject, ActorRefs.NoSender);
            Together(2, thread =>
            {
                if (thread == 0)
                    Sys.Stop(subject);
                else
                    watcher.Tell("unwatch", ActorRefs.NoSender);
            });
            var told = Told(watcher);
            Assert.InRange(told, 0, 1);
            Assert.True(Wait(subject.GracefulStop(Patience)));
            Assert.Equal(told, Told(watcher));
            Sys.Stop(watcher);
        }
    }

    [Fact]
    public void A_crowd_that_dies_together_is_reported_in_full()
    {
        var count = Scaled(2000);
        var watcher = Sys.ActorOf(Props.Create(() => new WatchCounter()));
        var subjects = Enumerable.Range(0, count).Select(_ => Sys.ActorOf(Props.Create(() => new Sink()))).ToList();
        foreach (var subject in subjects)
            watcher.Tell(subject, ActorRefs.NoSender);
        Together(3, thread =>
        {
            for (var i = thread; i < count; i += 3)
                Sys.Stop(subjects[i]);
        });
        Until(() => Told(watcher) >= count, "all were reported");
        Assert.Equal(count, Told(watcher));
    }

    [Theory]
    [InlineData(Directive.Resume)]
    [InlineData(Directive.Restart)]
    public void Failures_under_load_lose_only_the_messages_that_failed(Directive directive)
    {
        const int Producers = 3;
        var each = Scaled(1500);
        var check = new Sequence(Producers);
        var parent = Sys.ActorOf(Props.Create(() => new LenientParent(directive, check)));
        var children = new[] { "a", "b" }.Select(n => Wait(parent.Ask<IActorRef>(n, Patience))).ToList();
        Together(Producers, producer =>
        {
            for (var i = 0; i < each; i++)
            {
                foreach (var child in children)
                    child.Tell((producer, i, i % 10 == 9), ActorRefs.NoSender);
            }
        });
        Until(() => check.Handled == Producers * each * children.Count, $"{check.Handled} handled");
        Assert.Null(check.Fault);
    }

    [Fact]
    public void Whole_families_that_fail_at_once_come_back()
    {
        var each = Scaled(300);
        var check = new Sequence(2);
        var top = Sys.ActorOf(Props.Create(() => new LenientParent(Directive.Resume, check)));
        var family = new[] { "a", "b", "c" }.Select(n => Wait(top.Ask<IActorRef>(n, Patience))).ToList();
        Together(2, producer =>
        {
            for (var i = 0; i < each; i++)
            {
                foreach (var member in family)
                    member.Tell((producer, i, true), ActorRefs.NoSender);
                top.Tell("fail", ActorRefs.NoSender);
            }
        });
        Until(() => check.Handled == 2 * each * family.Count, $"{check.Handled} handled");
        Assert.Null(check.Fault);
    }

    [Fact]
    public void Parents_and_children_stopped_at_once_from_both_sides_all_end()
    {
        for (var round = 0; round < Scaled(100); round++)
        {
            var check = new Sequence(1);
            var parent = Sys.ActorOf(Props.Create(() => new LenientParent(Directive.Restart, check)));
            var children = new[] { "a", "b", "c" }.Select(n => Wait(parent.Ask<IActorRef>(n, Patience))).ToList();
            var ends = children.Append(parent).Select(a => a.GracefulStop(Patience)).ToList();
            Together(3, thread =>
            {
                if (thread == 0)
                    children.ForEach(c => c.Tell((0, 0, true), ActorRefs.NoSender));
                else if (thread == 1)
                    children.ForEach(Sys.Stop);
                else
                    Sys.Stop(parent);
            });
            Assert.All(ends, e => Assert.True(Wait(e)));
        }
    }

    private void End(IActorRef actor, string end)
    {
        switch (end)
        {
            case "Stop":
                Sys.Stop(actor);
                break;
            case "PoisonPill":
                actor.Tell(PoisonPill.Instance, ActorRefs.NoSender);
                break;
            case "Kill":
                actor.Tell(Kill.Instance, ActorRefs.NoSender);
                break;
            default:
                actor.Tell("fail", ActorRefs.NoSender);
                break;
        }
    }

    private static int Told(IActorRef watcher) => Wait(watcher.Ask<int>("count", Patience));

    private sealed class Sink : ReceiveActor
    {
        public Sink() => ReceiveAny(_ => { });
    }

    private sealed class Noting : ReceiveActor
    {
        public Noting(Census census)
        {
            Receive<int>(census.Note);
            ReceiveAny(_ => throw new Boom());
        }
    }

    private sealed class StoppingParent : ReceiveActor
    {
        public StoppingParent(Census census) =>
            Receive<string>(_ => Sender.Tell(Context.ActorOf(Props.Create(() => new Noting(census)))));

        protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;
    }

    private sealed class WatchCounter : ReceiveActor
    {
        private int _told;
        private IActorRef _last;

        public WatchCounter()
        {
            Receive<IActorRef>(subject => _last = Context.Watch(subject));
            Receive<Terminated>(_ => _told++);
            Receive<string>(m => m == "unwatch", _ => Context.Unwatch(_last));
            ReceiveAny(_ => Sender.Tell(_told));
        }
    }

    /// <summary>Whether each producer's messages come in order, at each of the receivers.</summary>
    internal sealed class Sequence(int producers)
    {
        private int _handled;

        public int Producers => producers;

        public int Handled => Volatile.Read(ref _handled);

        public string Fault { get; set; }

        public void Note() => Interlocked.Increment(ref _handled);
    }

    private sealed class LenientParent : ReceiveActor
    {
        private readonly Directive _directive;

        public LenientParent(Directive directive, Sequence check)
        {
            _directive = directive;
            Receive<string>(m => m == "fail", _ => throw new Boom());
            Receive<string>(name =>
            {
                var next = new int[check.Producers];
                Sender.Tell(Context.ActorOf(Props.Create(() => new Careful(check, next)), name));
            });
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => _directive);

        // Its children are to survive its own failures.
        protected override void PreRestart(Exception reason, object message)
        {
        }
    }

    private sealed class Careful : ReceiveActor
    {
        public Careful(Sequence check, int[] next) => Receive<(int Producer, int Number, bool Fails)>(m =>
        {
            if (m.Number != next[m.Producer]++)
                check.Fault ??= $"{m} came when {next[m.Producer] - 1} was due";
            check.Note();
            if (m.Fails)
                throw new Boom();
        });
    }
}
