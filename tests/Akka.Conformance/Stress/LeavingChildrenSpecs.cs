using Akka.Actor;

namespace Akka.Conformance.Stress;

/// <summary>Children without names that stop themselves, while their parent watches them, makes more or stops.</summary>
public class LeavingChildrenSpecs : StressSpec
{
    [Fact]
    public void A_parent_hears_of_each_child_that_it_watches_however_soon_that_ends()
    {
        var count = Scaled(20_000);
        var ended = new Counter();
        var parent = Sys.ActorOf(Props.Create(() => new Parent(ended)));
        LetLeave(parent, ended, 100);
        Assert.Equal((count, count), Wait(parent.Ask<(int, int)>(new Watched(count))));
    }

    [Fact]
    public void A_parent_that_stops_outlives_its_children()
    {
        var rounds = Scaled(3000);
        for (var round = 0; round < rounds; round++)
        {
            var ended = new Counter();
            var parent = Sys.ActorOf(Props.Create(() => new Parent(ended)));
            // One that the parent hears of; of those that follow some have left and some are about to, as it stops.
            LetLeave(parent, ended, 1);
            parent.Tell(new Unwatched(4));
            Assert.True(Wait(parent.GracefulStop(Patience)));
            Assert.Equal((5, 5), (ended.Value, ended.AtParentsEnd));
        }
    }

    [Fact]
    public void Children_that_end_while_others_are_made_are_all_gone_in_the_end()
    {
        var each = Scaled(3000);
        var ended = new Counter();
        var parent = Sys.ActorOf(Props.Create(() => new Parent(ended)));
        Together(3, _ =>
        {
            for (var i = 0; i < each; i++)
                parent.Tell(new Unwatched(1), ActorRefs.NoSender);
        });
        UntilAlone(parent, ended, 3 * each);
    }

    private static void LetLeave(IActorRef parent, Counter ended, int count)
    {
        parent.Tell(new Unwatched(count), ActorRefs.NoSender);
        UntilAlone(parent, ended, count);
    }

    private static void UntilAlone(IActorRef parent, Counter ended, int count)
    {
        Until(() => ended.Value == count, $"{ended.Value} of {count} ended");
        Until(() => Wait(parent.Ask<int>("count")) == 0, "the parent has no child any more");
    }

    private sealed record Watched(int Count);

    private sealed record Unwatched(int Count);

    private sealed class Counter
    {
        private int _value;

        public int Value => Volatile.Read(ref _value);

        public int AtParentsEnd { get; set; }

        public void Increment() => Interlocked.Increment(ref _value);
    }

    private sealed class Parent(Counter ended) : UntypedActor
    {
        private IActorRef _asker;
        private int _toWatch;
        private int _heard;
        private int _confirmed;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "count":
                    Sender.Tell(Context.GetChildren().Count());
                    break;
                case Unwatched unwatched:
                    for (var i = 0; i < unwatched.Count; i++)
                        Make().Tell("leave");
                    break;
                case Watched watched:
                    (_asker, _toWatch) = (Sender, watched.Count);
                    for (var i = 0; i < watched.Count; i++)
                    {
                        var child = Make();
                        child.Tell("leave");
                        // Some have ended when they are watched, some have not.
                        Thread.SpinWait(i % 1000);
                        Context.Watch(child);
                    }
                    break;
                case Terminated terminated:
                    _confirmed += terminated.ExistenceConfirmed ? 1 : 0;
                    if (++_heard == _toWatch)
                        _asker.Tell((_heard, _confirmed));
                    break;
            }
        }

        protected override void PostStop() => ended.AtParentsEnd = ended.Value;

        private IActorRef Make() => Context.ActorOf(Props.Create(() => new Leaver(ended)));
    }

    private sealed class Leaver(Counter ended) : UntypedActor
    {
        protected override void OnReceive(object message) => Context.Stop(Self);

        protected override void PostStop() => ended.Increment();
    }
}
