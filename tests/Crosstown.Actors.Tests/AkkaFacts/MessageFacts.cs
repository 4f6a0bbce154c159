using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;

namespace Crosstown.Actors.Tests.AkkaFacts;

/// <summary>docs/design.md §6: what becomes of messages on their way.</summary>
public sealed class MessageFacts
{
    /// <summary>So the answer may be seen after what came later: the end of something cannot be told by Ask.</summary>
    [Fact]
    public async Task The_continuation_of_an_Ask_never_runs_on_the_thread_that_answers()
    {
        await using var facts = new FactSystem("own { type = PinnedDispatcher }");
        var actor = facts.Start((context, _) => context.Sender.Tell(Environment.CurrentManagedThreadId), "own");
        for (var i = 0; i < 100; i++)
        {
            var (answering, waiting) = await actor.Ask<int>("which").ContinueWith(
                static answer => (answer.Result, Environment.CurrentManagedThreadId), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)
                .WaitAsync(Stress.Patience);
            Assert.NotEqual(answering, waiting);
        }
    }

    [Fact]
    public async Task With_serialize_messages_on_a_message_arrives_as_a_copy_unless_it_is_marked()
    {
        await using var facts = new FactSystem("akka.actor.serialize-messages = on");
        var seen = new BlockingCollection<object>();
        var actor = facts.Start((_, message) => seen.Add(message));
        object[] told = [new Plain(1), new Marked(2)];
        foreach (var message in told)
            actor.Tell(message);
        object[] received = [Take(seen), Take(seen)];
        Assert.Equal(told, received);
        Assert.NotSame(told[0], received[0]);
        Assert.Same(told[1], received[1]);
    }

    [Fact]
    public async Task With_serialize_messages_on_a_message_that_cannot_be_serialized_is_dropped_with_an_error_in_the_log()
    {
        await using var facts = new FactSystem("akka.actor.serialize-messages = on");
        var seen = new BlockingCollection<object>();
        facts.System.EventStream.Subscribe(facts.Start((_, message) => seen.Add(message)), typeof(Error));
        var actor = facts.Start((_, message) => seen.Add(message));
        actor.Tell(new Unserializable());
        Assert.Equal("Swallowing exception during message send", Assert.IsType<Error>(Take(seen)).Message);
        actor.Tell("next");
        Assert.Equal("next", Take(seen));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_mail_of_a_stopped_child_is_dead_letters_also_where_it_was_told_with_no_sender(bool waitsInTheMailbox)
    {
        await using var facts = new FactSystem();
        var letters = new BlockingCollection<object>();
        facts.System.EventStream.Subscribe(facts.Start((_, message) => letters.Add(message)), typeof(DeadLetter));
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var children = new BlockingCollection<IActorRef>();
        facts.Start((context, _) => children.Add(context.ActorOf(FactSystem.Does((_, _) =>
        {
            entered.Set();
            leave.Wait(Stress.Patience);
        })))).Tell("start");
        var child = (IActorRef)Take(children);
        child.Tell("first", ActorRefs.NoSender);
        Assert.True(entered.Wait(Stress.Patience));
        if (waitsInTheMailbox)
        {
            Tell();
            facts.System.Stop(child);
            leave.Set();
        }
        else
        {
            leave.Set();
            Assert.True(await child.GracefulStop(Stress.Patience));
            Tell();
        }

        for (var i = 0; i < 10; i++)
        {
            var letter = Assert.IsType<DeadLetter>(Take(letters));
            Assert.Equal((i, child), (letter.Message, letter.Recipient));
        }

        void Tell()
        {
            for (var i = 0; i < 10; i++)
                child.Tell(i, ActorRefs.NoSender);
        }
    }

    private static object Take<T>(BlockingCollection<T> from) => from.TryTake(out var item, Stress.Patience) ? item! : throw new TimeoutException();

    private sealed record Plain(int Number);

    private sealed record Marked(int Number) : INoSerializationVerificationNeeded;

    private sealed class Unserializable
    {
        public int Number => throw new NotSupportedException("on purpose");
    }
}
