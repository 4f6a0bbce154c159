namespace Akka.Actor.Internal;

public interface IChildStats
{
}
