namespace Akka.Actor.Internal;

public class InternalActivateFsmLogging
{
    public static InternalActivateFsmLogging Instance { get => throw new NotImplementedException(); }
    internal InternalActivateFsmLogging() { }
}
