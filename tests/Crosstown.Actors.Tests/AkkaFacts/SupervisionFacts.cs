using System.Collections.Concurrent;
using Akka.Actor;

namespace Crosstown.Actors.Tests.AkkaFacts;

/// <summary>docs/design.md §6: what Crosstown's workers rely on when their child fails.</summary>
public sealed class SupervisionFacts
{
    [Fact]
    public async Task A_cell_whose_mailbox_is_suspended_keeps_its_childs_failure_until_it_is_not()
    {
        await using var facts = new FactSystem();
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var seen = new ConcurrentQueue<string>();
        var parent = facts.System.ActorOf(Props.Create(() => new Awaiting(go.Task, seen)));
        parent.Tell("fail");
        await Eventually.TrueAsync(() => seen.Contains("child throws"), "the child has the message");
        go.SetResult();
        await Eventually.TrueAsync(() => seen.Contains("decided"), "the failure is decided on once the parent awaits no more");
        Assert.Equal(["child throws", "awaited", "decided"], seen);
    }

    [Fact]
    public async Task The_cell_of_a_failed_child_still_has_the_sender_of_the_message_that_failed()
    {
        await using var facts = new FactSystem();
        var senders = new BlockingCollection<IActorRef>();
        var parent = facts.System.ActorOf(Props.Create(() => new Deciding(senders)));
        var one = facts.Ear(static _ => { });
        var other = facts.Ear(static _ => { });
        parent.Tell("at once", one);
        parent.Tell("later", other);
        Assert.True(senders.TryTake(out var first, Stress.Patience));
        Assert.True(senders.TryTake(out var second, Stress.Patience));
        Assert.Same(one, first);
        Assert.Same(other, second);
    }

    [Fact]
    public async Task The_task_scheduler_of_a_cell_that_ended_has_a_message_only_if_a_receive_was_cut_short()
    {
        await using var facts = new FactSystem();
        foreach (var (message, isCut) in new[] { ("stop, then await", true), ("await, then stop", false), ("stop", false) })
        {
            var actor = facts.System.ActorOf(Props.Create(() => new Stopping()));
            await Eventually.TrueAsync(() => ((ActorRefWithCell)actor).Underlying is ActorCell, "the actor has started");
            var cell = (ActorCell)((ActorRefWithCell)actor).Underlying;
            var watch = actor.WatchAsync();
            var sender = facts.Ear(static _ => { });
            actor.Tell(message, sender);
            Assert.True(await watch.WaitAsync(Stress.Patience));
            Assert.Equal(isCut, cell.TaskScheduler.CurrentMessage is not null);
            Assert.Same(sender, cell.Sender);
        }
    }

    private sealed class Awaiting : ReceiveActor
    {
        private readonly ConcurrentQueue<string> _seen;

        public Awaiting(Task go, ConcurrentQueue<string> seen)
        {
            _seen = seen;
            var child = Context.ActorOf(Props.Create(() => new Throwing(seen)));
            ReceiveAsync<string>(async message =>
            {
                child.Tell(message);
                await go;
                // Each is a system message, handled in its turn: were the failure handled in its own, it would be so before the last of these.
                for (var i = 0; i < 1000; i++)
                    await Task.Yield();
                seen.Enqueue("awaited");
            });
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ =>
        {
            _seen.Enqueue("decided");
            return Directive.Resume;
        });
    }

    private sealed class Throwing : ReceiveActor
    {
        public Throwing(ConcurrentQueue<string> seen) => ReceiveAny(_ =>
        {
            seen.Enqueue("child throws");
            throw new InvalidOperationException("on purpose");
        });
    }

    private sealed class Deciding : ReceiveActor
    {
        private readonly BlockingCollection<IActorRef> _senders;

        public Deciding(BlockingCollection<IActorRef> senders)
        {
            _senders = senders;
            var child = Context.ActorOf(Props.Create(() => new ThrowingLate()));
            ReceiveAny(child.Forward);
        }

        protected override SupervisorStrategy SupervisorStrategy() => new Strategy(_senders);

        private sealed class Strategy(BlockingCollection<IActorRef> senders) : OneForOneStrategy(static _ => Directive.Restart)
        {
            protected override Directive Handle(IActorRef child, Exception exception)
            {
                senders.Add(((ActorCell)((ActorRefWithCell)child).Underlying).Sender!);
                return Directive.Restart;
            }
        }
    }

    private sealed class ThrowingLate : ReceiveActor
    {
        public ThrowingLate() => ReceiveAsync<string>(static async message =>
        {
            if (message == "later")
                await Task.Yield();
            throw new InvalidOperationException("on purpose");
        });
    }

    private sealed class Stopping : ReceiveActor
    {
        public Stopping()
        {
            Receive<string>(static text => text == "stop", _ => Context.Stop(Self));
            ReceiveAsync<string>(async text =>
            {
                if (text.StartsWith("stop", StringComparison.Ordinal))
                    Context.Stop(Self);
                // A Yield would go on at once: the cell's scheduler runs what is queued on its own thread.
                await (text.StartsWith("stop", StringComparison.Ordinal) ? Task.Delay(Timeout.Infinite) : Task.Run(static () => { }));
                if (text.EndsWith("stop", StringComparison.Ordinal))
                    Context.Stop(Self);
            });
        }
    }
}
