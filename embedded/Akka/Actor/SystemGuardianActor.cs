namespace Akka.Actor;

public class SystemGuardianActor : ActorBase, IRequiresMessageQueue<IUnboundedMessageQueueSemantics>
{
    protected override bool Receive(object message) => throw new NotImplementedException();
    protected override void PreRestart(Exception reason, object message) => throw new NotImplementedException();
    public SystemGuardianActor(IActorRef userGuardian) { }
}
