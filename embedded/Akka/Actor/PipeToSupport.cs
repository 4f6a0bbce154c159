namespace Akka.Actor;

/// <summary>Tells an actor a task's outcome: its result, or a <see cref="Status.Failure"/> with its exception. The returned task ends once that is told.</summary>
public static class PipeToSupport
{
    public static Task PipeTo<T>(this Task<T> taskToPipe, ICanTell recipient, IActorRef sender = null, Func<T, object> success = null,
        Func<Exception, object> failure = null) => taskToPipe.PipeTo(recipient, useConfigureAwait: false, sender, success, failure);

    public static async Task PipeTo<T>(this Task<T> taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef sender = null,
        Func<T, object> success = null, Func<Exception, object> failure = null)
    {
        object message;
        try
        {
            var result = await taskToPipe.ConfigureAwait(useConfigureAwait);
            message = success != null ? success(result) : result;
        }
        catch (Exception e)
        {
            message = failure != null ? failure(e) : new Status.Failure(e);
        }
        if (message != null)
            recipient.Tell(message, sender);
    }

    public static Task PipeTo<T>(this ValueTask<T> taskToPipe, ICanTell recipient, IActorRef sender = null, Func<T, object> success = null,
        Func<Exception, object> failure = null) => taskToPipe.AsTask().PipeTo(recipient, useConfigureAwait: false, sender, success, failure);

    public static Task PipeTo<T>(this ValueTask<T> taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef sender = null,
        Func<T, object> success = null, Func<Exception, object> failure = null) =>
        taskToPipe.AsTask().PipeTo(recipient, useConfigureAwait, sender, success, failure);

    public static Task PipeTo(this Task taskToPipe, ICanTell recipient, IActorRef sender = null, Func<object> success = null,
        Func<Exception, object> failure = null) => taskToPipe.PipeTo(recipient, useConfigureAwait: false, sender, success, failure);

    public static async Task PipeTo(this Task taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef sender = null,
        Func<object> success = null, Func<Exception, object> failure = null)
    {
        object message;
        try
        {
            await taskToPipe.ConfigureAwait(useConfigureAwait);
            message = success?.Invoke();
        }
        catch (Exception e)
        {
            message = failure != null ? failure(e) : new Status.Failure(e);
        }
        if (message != null)
            recipient.Tell(message, sender);
    }

    public static Task PipeTo(this ValueTask taskToPipe, ICanTell recipient, IActorRef sender = null, Func<object> success = null,
        Func<Exception, object> failure = null) => taskToPipe.AsTask().PipeTo(recipient, useConfigureAwait: false, sender, success, failure);

    public static Task PipeTo(this ValueTask taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef sender = null,
        Func<object> success = null, Func<Exception, object> failure = null) =>
        taskToPipe.AsTask().PipeTo(recipient, useConfigureAwait, sender, success, failure);
}
