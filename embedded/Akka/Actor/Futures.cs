namespace Akka.Actor;

/// <summary>Ask: tells an actor something and gets its answer as a task.</summary>
public static class Futures
{
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) => self.Ask<object>(message, timeout, CancellationToken.None);

    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<object>(message, null, cancellationToken);

    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) => self.Ask<T>(message, timeout, CancellationToken.None);

    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) => self.Ask<T>(message, null, cancellationToken);

    /// <summary>Without a timeout <c>akka.actor.ask-timeout</c> holds.</summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var ask = Begin<T>(self, timeout, cancellationToken);
        ask.DeliverAsk(message, self);
        return ask.Task;
    }

    /// <param name="messageFactory">Gets the ref that the answer must be told to. What it throws comes out of the call.</param>
    public static Task<T> Ask<T>(this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var ask = Begin<T>(self, timeout, cancellationToken);
        try
        {
            ask.DeliverAsk(messageFactory(ask), self);
        }
        catch
        {
            // Nobody will answer what was never told.
            ask.Cancel(CancellationToken.None);
            throw;
        }
        return ask.Task;
    }

    private static Ask<T> Begin<T>(ICanTell self, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var provider = ProviderOf(self)
            ?? throw new ArgumentException("Unable to resolve the target Provider", nameof(self));
        var system = (ActorSystemImpl)provider.Settings.System;
        var limit = timeout ?? system.Settings.AskTimeout;
        var timeouts = limit <= TimeSpan.Zero || limit == TimeSpan.MaxValue ? null : system.AskTimeouts(limit);
        var ask = new Ask<T>(provider, timeouts);
        timeouts?.Add(ask);
        ask.CancelWith(cancellationToken);
        return ask;
    }

    private static IActorRefProvider ProviderOf(ICanTell self)
    {
        if (self is LocalActorRef local)
            return local.Provider;
        if (InternalCurrentActorCellKeeper.Current is { } cell)
            return cell.SystemImpl.Provider;
        return self switch
        {
            IInternalActorRef reference => reference.Provider,
            ActorSelection selection => ProviderOf(selection.Anchor),
            _ => null,
        };
    }
}
