namespace Akka.Actor;

public static class GracefulStopSupport
{
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => throw new NotImplementedException();
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage) => throw new NotImplementedException();
}
