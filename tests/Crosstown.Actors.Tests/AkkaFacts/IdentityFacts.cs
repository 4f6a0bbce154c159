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

    [Theory, InlineData("returns", false), InlineData("throws", true)]
    public async Task A_cell_that_buries_its_mail_has_a_current_message_only_if_it_failed_on_that(string how, bool failed)
    {
        await using var facts = new FactSystem();
        using var block = new ManualResetEventSlim();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource<(bool HasMessage, bool IsOnItsThread)>(TaskCreationOptions.RunContinuationsAsynchronously);
        IActorRef? child = null;
        var ear = facts.Ear(_ => ended.TrySetResult((
            ((ActorCell)((ActorRefWithCell)child!).Underlying).CurrentMessage is not null, ReferenceEquals(ActorCell.GetCurrentSelfOrNoSender(), child))));
        Action nothing = static () => { };
        var parent = facts.System.ActorOf(Props.Create(() => new Parent(started, block, nothing)));
        parent.Tell(how, ear);
        await started.Task.WaitAsync(Stress.Patience);
        child = ((ActorRefWithCell)parent).Children.Single();
        child.Tell(new Identify(null), ear);
        facts.System.Stop(child);
        block.Set();
        Assert.Equal((failed, true), await ended.Task.WaitAsync(Stress.Patience));
    }

    [Fact]
    public async Task What_an_asynchronous_receive_throws_once_its_actor_was_told_to_stop_is_a_dead_letter_of_the_actors_own()
    {
        await using var facts = new FactSystem();
        using var block = new ManualResetEventSlim();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var letter = new TaskCompletionSource<DeadLetter>(TaskCreationOptions.RunContinuationsAsynchronously);
        facts.System.EventStream.Subscribe(facts.Ear(message => letter.TrySetResult((DeadLetter)message)), typeof(DeadLetter));
        Action nothing = static () => { };
        var parent = facts.System.ActorOf(Props.Create(() => new Parent(started, block, nothing)));
        var ear = facts.Ear(static _ => { });
        parent.Tell("throws later", ear);
        await started.Task.WaitAsync(Stress.Patience);
        var child = ((ActorRefWithCell)parent).Children.Single();
        facts.System.Stop(child);
        block.Set();
        var lost = await letter.Task.WaitAsync(Stress.Patience);
        Assert.Equal(("ActorTaskSchedulerMessage", "on purpose"), (lost.Message.GetType().Name, (lost.Message.GetType().GetProperty("Exception")!.GetValue(lost.Message) as Exception)?.Message));
        Assert.Equal(child, lost.Sender);
        Assert.Same(ear, ((ActorCell)((ActorRefWithCell)child).Underlying).Sender);
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
        public Blocking(TaskCompletionSource started, ManualResetEventSlim block)
        {
            ReceiveAsync<string>(static how => how == "throws later", async _ =>
            {
                await Task.Run(static () => { });
                Block();
                throw new InvalidOperationException("on purpose");
            });
            ReceiveAny(how =>
            {
                Block();
                if (how is "throws")
                    throw new InvalidOperationException("on purpose");
            });

            void Block()
            {
                started.SetResult();
                block.Wait(Stress.Patience);
            }
        }
    }
}
