using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;

namespace Crosstown.Actors.Tests.AkkaFacts;

/// <summary>docs/design.md §6: what Crosstown relies on to know that a receive has returned, or never began.</summary>
public sealed class IdentityFacts
{
    [Theory, InlineData("returns"), InlineData("awaits")]
    public async Task Identify_is_answered_to_its_sender_on_the_actors_thread_after_the_receive_before_it_and_before_the_one_after_it(string how)
    {
        await using var facts = new FactSystem();
        var seen = new ConcurrentQueue<(string What, int Thread)>();
        var actor = facts.System.ActorOf(Props.Create(() => new Noting(seen)));
        var last = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ear = facts.Ear(message =>
        {
            seen.Enqueue((message is ActorIdentity { Subject: not null } ? "identity" : "other", Environment.CurrentManagedThreadId));
            if (seen.Count == 6)
                last.SetResult();
        });
        foreach (var message in new[] { how, "returns" })
        {
            actor.Tell(message, ear);
            actor.Tell(new Identify(null), ear);
        }

        await last.Task.WaitAsync(Stress.Patience);
        Assert.Equal([$"{how} begins", $"{how} ends", "identity", "returns begins", "returns ends", "identity"], seen.Select(static entry => entry.What));
        var entries = seen.ToArray();
        Assert.Equal(entries[4].Thread, entries[3].Thread);
    }

    [Fact]
    public async Task Mail_of_an_actor_that_ends_is_buried_in_its_order_on_one_thread_and_before_its_parent_hears_of_the_end()
    {
        await using var facts = new FactSystem();
        var seen = new ConcurrentQueue<string>();
        using var block = new ManualResetEventSlim();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ear = facts.Ear(message => seen.Enqueue(message is ActorIdentity { Subject: null } ? "no identity" : "other"));
        var listener = facts.Ear(message => seen.Enqueue($"{message.GetType().Name} {((AllDeadLetters)message).Message} {ReferenceEquals(((AllDeadLetters)message).Sender, ear)}"));
        facts.System.EventStream.Subscribe(listener, typeof(AllDeadLetters));
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Action hearEnd = Ended;
        var parent = facts.System.ActorOf(Props.Create(() => new Parent(started, block, hearEnd)));
        parent.Tell("block");
        await started.Task.WaitAsync(Stress.Patience);
        var child = ((ActorRefWithCell)parent).Children.Single();
        child.Tell("mail", ear);
        child.Tell(new Identify(null), ear);
        child.Tell(new Suppressed(), ear);
        facts.System.Stop(child);
        block.Set();
        await ended.Task.WaitAsync(Stress.Patience);
        Assert.Equal(["DeadLetter mail True", "no identity", "SuppressedDeadLetter suppressed True", "ended"], seen);
        // And so is what comes later, on the thread that tells.
        child.Tell("late", ear);
        Assert.Equal("DeadLetter late True", seen.Last());
        child.Tell(new Identify(null), ear);
        Assert.Equal("no identity", seen.Last());

        void Ended()
        {
            seen.Enqueue("ended");
            ended.SetResult();
        }
    }

    private sealed class Suppressed : IDeadLetterSuppression
    {
        public override string ToString() => "suppressed";
    }

    private sealed class Noting : ReceiveActor
    {
        public Noting(ConcurrentQueue<(string What, int Thread)> seen) => ReceiveAsync<string>(async how =>
        {
            seen.Enqueue(($"{how} begins", Environment.CurrentManagedThreadId));
            if (how == "awaits")
                await Task.Yield();
            seen.Enqueue(($"{how} ends", Environment.CurrentManagedThreadId));
        });
    }

    private sealed class Parent : ReceiveActor
    {
        private readonly Action _ended;

        public Parent(TaskCompletionSource started, ManualResetEventSlim block, Action ended)
        {
            _ended = ended;
            var child = Context.ActorOf(Props.Create(() => new Blocking(started, block)));
            ReceiveAny(child.Forward);
        }

        protected override SupervisorStrategy SupervisorStrategy() => new Strategy(_ended);

        private sealed class Strategy(Action ended) : OneForOneStrategy(static _ => Directive.Restart)
        {
            public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) => ended();
        }
    }

    private sealed class Blocking : ReceiveActor
    {
        public Blocking(TaskCompletionSource started, ManualResetEventSlim block) => ReceiveAny(_ =>
        {
            started.SetResult();
            block.Wait(Stress.Patience);
        });
    }
}
