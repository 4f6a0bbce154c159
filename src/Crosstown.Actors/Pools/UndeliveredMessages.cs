using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Crosstown.Actors.Pools;

/// <summary>
/// Tells a receipt that its message, or the exception of that message's receive, has become a dead letter. Dead letters are published on the thread that finds them, in the order of the mailbox, and a ref that is no actor
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
            else if (message is DeadLetter { Message: SystemMessage own, Sender: ActorRefWithCell { Underlying: ActorCell { Sender: ChildReceipt last } } } && ExceptionOf(own) is { } exception)
                last.Lose(exception);
        }

        /// <summary>
        /// The task of an asynchronous receive that throws sends its actor the exception as a system message, which is Akka's own. An actor that was told to stop before that
        /// ends without it, and buries it as its last letter, from itself.
        /// </summary>
        private static Exception? ExceptionOf(SystemMessage message) =>
            message.GetType() is { Name: "ActorTaskSchedulerMessage" } type ? type.GetProperty("Exception")?.GetValue(message) as Exception : null;
    }
}
