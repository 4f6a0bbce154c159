namespace Akka.Actor;

public class TerminatedProps : Props
{
    public override ActorBase NewActor() => throw new InvalidOperationException("This Actor has been terminated");
}
