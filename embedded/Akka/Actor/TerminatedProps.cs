namespace Akka.Actor;

public class TerminatedProps : Props
{
    public TerminatedProps() { }
    public override ActorBase NewActor() => throw new NotImplementedException();
}
