namespace Akka.Actor;

public class GuardianActor : ActorBase, IRequiresMessageQueue<IUnboundedMessageQueueSemantics>
{
    protected override bool Receive(object message) => throw new NotImplementedException();
    protected override void PreStart() => throw new NotImplementedException();
    public GuardianActor() { }
}
