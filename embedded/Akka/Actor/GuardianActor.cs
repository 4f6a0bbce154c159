namespace Akka.Actor;

/// <summary>The actor of / and of /user: it stops children when asked, and itself when one that it watches has ended.</summary>
public class GuardianActor : ActorBase, IRequiresMessageQueue<IUnboundedMessageQueueSemantics>
{
    protected override void PreStart()
    {
        // A guardian is never restarted: it escalates what it cannot supervise.
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated:
                Context.Stop(Self);
                return true;
            case StopChild stop:
                Context.Stop(stop.Child);
                return true;
            default:
                Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                return true;
        }
    }
}
