namespace Akka.Actor.Setup;

public abstract class Setup
{
    protected Setup() { }
    public Akka.Actor.Setup.ActorSystemSetup And(Akka.Actor.Setup.Setup other) => throw new NotImplementedException();
}
