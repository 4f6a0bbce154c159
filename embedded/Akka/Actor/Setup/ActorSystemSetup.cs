namespace Akka.Actor.Setup;

public sealed class ActorSystemSetup
{
    public Akka.Actor.Setup.ActorSystemSetup And<T>(T setup) where T : Akka.Actor.Setup.Setup => throw new NotImplementedException();
    public Akka.Actor.Setup.ActorSystemSetup WithSetup<T>(T setup) where T : Akka.Actor.Setup.Setup => throw new NotImplementedException();
    public Option<T> Get<T>() where T : Akka.Actor.Setup.Setup => throw new NotImplementedException();
    public override string ToString() => throw new NotImplementedException();
    public static Akka.Actor.Setup.ActorSystemSetup Create(params Akka.Actor.Setup.Setup[] setup) => throw new NotImplementedException();
    public static readonly Akka.Actor.Setup.ActorSystemSetup Empty = default;
    internal ActorSystemSetup() { }
}
