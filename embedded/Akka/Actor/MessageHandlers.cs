namespace Akka.Actor;

/// <summary>One Receive of a <see cref="ReceiveActor"/>; the list of them is a behaviour.</summary>
internal abstract class MessageHandler
{
    internal MessageHandler Next;

    internal abstract bool TryHandle(object message);
}

internal sealed class TypedHandler<T>(Action<T> handler) : MessageHandler
{
    internal override bool TryHandle(object message)
    {
        if (message is not T typed)
            return false;
        handler(typed);
        return true;
    }
}

internal sealed class FilteredHandler<T>(Action<T> handler, Predicate<T> shouldHandle) : MessageHandler
{
    internal override bool TryHandle(object message)
    {
        if (message is not T typed || !shouldHandle(typed))
            return false;
        handler(typed);
        return true;
    }
}

internal sealed class DecidingHandler<T>(Func<T, bool> handler) : MessageHandler
{
    internal override bool TryHandle(object message) => message is T typed && handler(typed);
}

internal sealed class AsyncHandler<T>(Func<T, Task> handler, Predicate<T> shouldHandle) : MessageHandler
{
    internal override bool TryHandle(object message)
    {
        if (message is not T typed || (shouldHandle != null && !shouldHandle(typed)))
            return false;
        ActorTaskScheduler.RunTask(() => handler(typed));
        return true;
    }
}

internal sealed class UntypedHandler(Type type, Func<object, bool> handler) : MessageHandler
{
    internal override bool TryHandle(object message) => type.IsInstanceOfType(message) && handler(message);
}
