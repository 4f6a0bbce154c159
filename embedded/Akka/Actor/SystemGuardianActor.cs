namespace Akka.Actor;

// running ──/user has ended──► terminating: each registered actor gets a TerminationHook ──all are done──► stopped
/// <summary>The actor of /system: its children outlive those of /user.</summary>
public class SystemGuardianActor(IActorRef userGuardian) : ActorBase, IRequiresMessageQueue<IUnboundedMessageQueueSemantics>
{
    private readonly HashSet<IActorRef> _hooks = [];
    private bool _terminating;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated terminated when terminated.ActorRef.Equals(userGuardian):
                _terminating = true;
                foreach (var hook in _hooks)
                    hook.Tell(TerminationHook.Instance, Self);
                StopWhenDone();
                return true;
            case Terminated terminated:
                // A registered actor, or a child that somebody watched by the guardian's leave.
                _hooks.Remove(terminated.ActorRef);
                StopWhenDone();
                return true;
            case RegisterTerminationHook when !_terminating && !ReferenceEquals(Sender, Context.System.DeadLetters):
                _hooks.Add(Sender);
                Context.Watch(Sender);
                return true;
            case TerminationHookDone:
                Context.Unwatch(Sender);
                _hooks.Remove(Sender);
                StopWhenDone();
                return true;
            case StopChild stop:
                Context.Stop(stop.Child);
                return true;
            default:
                Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                return true;
        }
    }

    protected override void PreRestart(Exception reason, object message)
    {
        // Its children are the system's: a restart of the guardian must not stop them.
    }

    private void StopWhenDone()
    {
        if (!_terminating || _hooks.Count > 0)
            return;
        Context.System.EventStream.StopDefaultLoggers(Context.System);
        Context.Stop(Self);
    }
}
