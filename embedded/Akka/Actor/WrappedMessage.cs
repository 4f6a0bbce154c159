namespace Akka.Actor;

public static class WrappedMessage
{
    public static object Unwrap(object message) => throw new NotImplementedException();
}
