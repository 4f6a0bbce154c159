using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Crosstown.Actors.Pools;

/// <summary>The mailbox type of the workers; their dispatchers in reference.conf name it.</summary>
internal sealed class WorkerMailbox(Akka.Actor.Settings settings, Config config) : MailboxType(settings, config), IProducesMessageQueue<WorkerMessageQueue>
{
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new WorkerMessageQueue();
}
