namespace Akka.Actor;

public static class GracefulStopSupport
{
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => target.GracefulStop(timeout, PoisonPill.Instance);

    /// <summary>Tells the actor to stop; true when it has ended, or had already, false when it has not within the timeout.</summary>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        using var late = new CancellationTokenSource();
        var ended = EndOfActor.Of((IInternalActorRef)target, late.Token);
        target.Tell(stopMessage, ActorRefs.NoSender);
        if (timeout != Timeout.InfiniteTimeSpan)
            late.CancelAfter(timeout);
        try
        {
            return await ended.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
