namespace Akka.Actor;

public interface IDecider
{
    Directive Decide(Exception cause);
}
