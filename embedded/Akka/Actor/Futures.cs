namespace Akka.Actor;

public static class Futures
{
    public static Task<T> Ask<T>(this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken) => throw new NotImplementedException();
    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) => throw new NotImplementedException();
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = default) => throw new NotImplementedException();
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) => throw new NotImplementedException();
    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) => throw new NotImplementedException();
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = default) => throw new NotImplementedException();
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) => throw new NotImplementedException();
}
