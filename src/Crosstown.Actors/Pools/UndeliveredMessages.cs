using Akka.Actor;
using Akka.Event;

namespace Crosstown.Actors.Pools;

/// <summary>
/// Tells a receipt that its message has become a dead letter. Dead letters are published on the thread that finds them, in the order of the mailbox, and a ref that is no actor
/// hears of them on that thread: before the receipt hears that its question was lost, and before the worker hears that its child has gone.
/// </summary>
internal sealed class UndeliveredMessages : IExtension
{
    private UndeliveredMessages(ExtendedActorSystem system) => system.EventStream.Subscribe(new Listener(system), typeof(AllDeadLetters));

    /// <summary>Listens from the first call for an actor system.</summary>
    public static void Watch(ActorSystem system) => system.WithExtension<UndeliveredMessages, Id>();

    private sealed class Id : ExtensionIdProvider<UndeliveredMessages>
    {
        public override UndeliveredMessages CreateExtension(ExtendedActorSystem system) => new(system);
    }

    private sealed class Listener(ExtendedActorSystem system) : MinimalActorRef
    {
        public override ActorPath Path { get; } = system.Provider.RootPath / "temp" / "crosstown-buried";

        public override IActorRefProvider Provider => system.Provider;

        protected override void TellInternal(object message, IActorRef sender)
        {
            // An unhandled message is published as one of these, too, but was taken.
            if (message is DeadLetter or SuppressedDeadLetter or Dropped && message is AllDeadLetters { Sender: ChildReceipt receipt } letter)
                receipt.Bury(letter.Recipient);
        }
    }
}
