namespace Akka.Actor;

/// <summary>Watches an actor from outside of any.</summary>
internal sealed class EndOfActor : MinimalActorRef
{
    private readonly TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private EndOfActor(IActorRefProvider provider)
    {
        Provider = provider;
        Path = provider.TempPath();
    }

    public override ActorPath Path { get; }
    public override IActorRefProvider Provider { get; }

    public override void SendSystemMessage(ISystemMessage message)
    {
        if (message is DeathWatchNotification)
            _ended.TrySetResult(true);
    }

    internal static async Task<bool> Of(IInternalActorRef target, CancellationToken token)
    {
        var watcher = new EndOfActor(target.Provider);
        target.SendSystemMessage(new Watch(target, watcher));
        await using (token.UnsafeRegister(static (state, token) => ((EndOfActor)state)._ended.TrySetCanceled(token), watcher).ConfigureAwait(false))
        {
            try
            {
                return await watcher._ended.Task.ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                target.SendSystemMessage(new Unwatch(target, watcher));
                throw;
            }
        }
    }
}
