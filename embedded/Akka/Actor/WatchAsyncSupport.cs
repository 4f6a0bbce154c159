namespace Akka.Actor;

public static class WatchAsyncSupport
{
    public static Task<bool> WatchAsync(this IActorRef target, CancellationToken token = default) => throw new NotImplementedException();
}
