using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Crosstown.Actors.Requests;

/// <summary>The mailbox of a request's actor, which seldom holds more than a message or two. Akka.NET's default mailbox, a ConcurrentQueue, costs ten times the bytes per request.</summary>
internal sealed class SmallMailbox(Akka.Actor.Settings settings, Config config) : MailboxType(settings, config), IProducesMessageQueue<SmallMailbox.MessageQueue>
{
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new MessageQueue();

    internal sealed class MessageQueue : IMessageQueue
    {
        /// <summary>Also the lock that guards itself and <see cref="_deadLetters"/>.</summary>
        private readonly Queue<Envelope> _messages = new();

        /// <summary>Set when the actor has stopped. Akka.NET may still add a message then, for a teller that had taken hold of the mailbox before.</summary>
        private IMessageQueue? _deadLetters;

        public int Count
        {
            get
            {
                lock (_messages)
                    return _messages.Count;
            }
        }

        public bool HasMessages => Count > 0;

        public void Enqueue(IActorRef receiver, Envelope envelope)
        {
            IMessageQueue? deadLetters;
            lock (_messages)
            {
                deadLetters = _deadLetters;
                if (deadLetters is null)
                    _messages.Enqueue(envelope);
            }

            deadLetters?.Enqueue(receiver, envelope);
        }

        public bool TryDequeue(out Envelope envelope)
        {
            lock (_messages)
                return _messages.TryDequeue(out envelope);
        }

        public void CleanUp(IActorRef owner, IMessageQueue deadletters)
        {
            lock (_messages)
                _deadLetters = deadletters;
            while (TryDequeue(out var envelope))
                deadletters.Enqueue(owner, envelope);
        }
    }
}
