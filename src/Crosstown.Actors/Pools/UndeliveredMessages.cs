using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Crosstown.Actors.Pools;

/// <summary>
/// Tells a receipt that its message, or the exception of that message's receive, has become a dead letter. Akka.NET publishes dead letters on the thread that empties the mailbox, in the order of the mailbox, and a subscriber
/// that is not an actor is called on that thread. So the receipt is told before its own Identify is answered, and before the worker is told that its child has stopped.
/// </summary>
internal sealed class UndeliveredMessages : IExtension
{
    private UndeliveredMessages(ExtendedActorSystem system) => system.EventStream.Subscribe(new Listener(system), typeof(AllDeadLetters));

    /// <summary>Starts listening at the first call for an actor system; later calls do nothing.</summary>
    public static void Watch(ActorSystem system) => system.WithExtension<UndeliveredMessages, Id>();

    private sealed class Id : ExtensionIdProvider<UndeliveredMessages>
    {
        public override UndeliveredMessages CreateExtension(ExtendedActorSystem system) => new(system);
    }

    private sealed class Listener(ExtendedActorSystem system) : MinimalActorRef
    {
        public override ActorPath Path { get; } = system.Provider.RootPath / "temp" / "crosstown-undelivered";

        public override IActorRefProvider Provider => system.Provider;

        protected override void TellInternal(object message, IActorRef sender)
        {
            // Not every AllDeadLetters: an unhandled message is one, too, but the actor has received it.
            if (message is DeadLetter or SuppressedDeadLetter or Dropped && message is AllDeadLetters { Sender: ChildReceipt receipt } letter)
                receipt.MarkUndelivered(letter.Recipient);
            else if (message is DeadLetter { Message: SystemMessage own, Sender: ActorRefWithCell { Underlying: ActorCell { Sender: ChildReceipt last } } } && ExceptionOf(own) is { } exception)
                last.NoteUnheardException(exception);
        }

        /// <summary>
        /// The task of an asynchronous receive that throws sends its actor the exception as a system message, which is Akka's own. An actor that was told to stop before that
        /// ends without it, and buries it as its last letter, from itself.
        /// </summary>
        private static Exception? ExceptionOf(SystemMessage message) =>
            message.GetType() is { Name: "ActorTaskSchedulerMessage" } type ? type.GetProperty("Exception")?.GetValue(message) as Exception : null;
    }
}
