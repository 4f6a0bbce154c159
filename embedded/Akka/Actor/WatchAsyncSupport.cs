namespace Akka.Actor;

public static class WatchAsyncSupport
{
    /// <summary>True when the actor has ended.</summary>
    /// <exception cref="TaskCanceledException">The token was cancelled first.</exception>
    public static Task<bool> WatchAsync(this IActorRef target, CancellationToken token = default)
    {
        if (target is not IInternalActorRef { IsLocal: true } internalTarget)
            throw new InvalidOperationException($"Only local actors can be watched asynchronously; {target} is none.");
        return EndOfActor.Of(internalTarget, token);
    }
}
