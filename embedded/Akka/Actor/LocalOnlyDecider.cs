namespace Akka.Actor;

public class LocalOnlyDecider : IDecider
{
    public Directive Decide(Exception cause) => throw new NotImplementedException();
    public LocalOnlyDecider(Func<Exception, Directive> decider) { }
}
