using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Dispatch.MessageQueues;
using Crosstown.Actors.Pools;

namespace Crosstown.Actors.Tests.Pools;

/// <summary>The mailbox of a worker.</summary>
public sealed class WorkerMessageQueueSpecs
{
    [Fact]
    public void While_it_holds_its_mail_only_the_workers_own_messages_come_out_and_then_the_mail_in_its_order()
    {
        var queue = new WorkerMessageQueue();
        Enqueue(queue, "first");
        queue.Hold();
        Enqueue(queue, "second");
        Assert.False(queue.HasMessages);
        Assert.False(queue.TryDequeue(out _));
        Assert.Equal((2, 2), (queue.Count, queue.Waiting));
        var own = new RunReleased(null!);
        Enqueue(queue, own);
        Assert.True(queue.HasMessages);
        Assert.Equal((3, 2), (queue.Count, queue.Waiting));
        Assert.Same(own, Dequeue(queue));
        Assert.False(queue.HasMessages);
        queue.Release();
        Assert.Equal(("first", "second"), (Dequeue(queue), Dequeue(queue)));
        Assert.False(queue.TryDequeue(out _));
    }

    [Fact]
    public void What_comes_once_its_worker_has_stopped_is_buried_as_well_as_what_was_held()
    {
        var queue = new WorkerMessageQueue();
        var graveyard = new UnboundedMessageQueue();
        queue.Hold();
        Enqueue(queue, "held");
        queue.CleanUp(ActorRefs.Nobody, graveyard);
        Enqueue(queue, "late");
        Assert.True(graveyard.TryDequeue(out var held));
        Assert.True(graveyard.TryDequeue(out var late));
        Assert.Equal(("held", "late"), (held.Message, late.Message));
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public async Task Whatever_races_with_the_stop_is_buried_once()
    {
        for (var round = 0; round < Stress.Scaled(2000); round++)
        {
            var queue = new WorkerMessageQueue();
            var graveyard = new ConcurrentGraveyard();
            using var barrier = new Barrier(3);
            var all = Task.WhenAll(
                Task.Run(() => Tell(0)), Task.Run(() => Tell(1)),
                Task.Run(() =>
                {
                    barrier.SignalAndWait(Stress.Patience);
                    queue.CleanUp(ActorRefs.Nobody, graveyard);
                }));
            await all.WaitAsync(Stress.Patience);
            Assert.Equal(Enumerable.Range(0, 10), graveyard.Buried.Cast<int>().Order());

            void Tell(int who)
            {
                barrier.SignalAndWait(Stress.Patience);
                for (var i = 0; i < 5; i++)
                    Enqueue(queue, (who * 5) + i);
            }
        }
    }

    private static void Enqueue(WorkerMessageQueue queue, object message) => queue.Enqueue(ActorRefs.Nobody, new Envelope(message, ActorRefs.NoSender));

    private static object Dequeue(WorkerMessageQueue queue)
    {
        Assert.True(queue.TryDequeue(out var envelope));
        return envelope.Message;
    }

    private sealed class ConcurrentGraveyard : IMessageQueue
    {
        public ConcurrentQueue<object> Buried { get; } = new();

        public bool HasMessages => !Buried.IsEmpty;

        public int Count => Buried.Count;

        public void Enqueue(IActorRef receiver, Envelope envelope) => Buried.Enqueue(envelope.Message);

        public bool TryDequeue(out Envelope envelope) => throw new NotSupportedException();

        public void CleanUp(IActorRef owner, IMessageQueue deadletters) => throw new NotSupportedException();
    }
}
