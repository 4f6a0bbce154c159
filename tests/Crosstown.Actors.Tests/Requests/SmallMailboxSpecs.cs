using Akka.Actor;
using Akka.Dispatch.MessageQueues;
using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Tests.Requests;

/// <summary>docs/design.md §2.4: the mailbox of a request's actor drops nothing.</summary>
public sealed class SmallMailboxSpecs
{
    [Fact]
    public void A_message_that_comes_after_its_actor_has_stopped_is_a_dead_letter_as_those_before_it()
    {
        var queue = new SmallMailbox.MessageQueue();
        var deadLetters = new UnboundedMessageQueue();
        queue.Enqueue(ActorRefs.Nobody, new Envelope("before", ActorRefs.NoSender));
        queue.CleanUp(ActorRefs.Nobody, deadLetters);
        queue.Enqueue(ActorRefs.Nobody, new Envelope("after", ActorRefs.NoSender));
        Assert.True(deadLetters.TryDequeue(out var before));
        Assert.True(deadLetters.TryDequeue(out var after));
        Assert.Equal(("before", "after"), (before.Message, after.Message));
        Assert.False(queue.HasMessages);
    }
}
