namespace Akka.Actor;

public abstract class ReceiveActor : UntypedActor, IInitializableActor
{
    /// <summary>The behaviour that the constructor declared.</summary>
    private MessageHandler _first;
    private MessageHandler _last;
    private Configuring _configuring = Configuring.Constructor;
    private bool _catchesAll;
    /// <summary>What Become's callback has declared so far, while it runs.</summary>
    private MessageHandler _becomingFirst;

    private enum Configuring : byte
    {
        Constructor,
        Become,
        Nothing,
    }

    void IInitializableActor.Init() => _configuring = Configuring.Nothing;

    protected sealed override void OnReceive(object message) => Handle(_first, message);

    protected void Become(Action configure) => Become(Configure(configure));

    protected void BecomeStacked(Action configure) => BecomeStacked(Configure(configure));

    protected void Receive<T>(Action<T> handler, Predicate<T> shouldHandle = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(shouldHandle == null ? new TypedHandler<T>(handler) : new FilteredHandler<T>(handler, shouldHandle),
            catchesAll: shouldHandle == null && typeof(T) == typeof(object));
    }

    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Receive(handler, shouldHandle);

    protected void Receive<T>(Func<T, bool> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(new DecidingHandler<T>(handler), catchesAll: false);
    }

    protected void Receive(Type messageType, Action<object> handler, Predicate<object> shouldHandle = null)
    {
        ArgumentNullException.ThrowIfNull(messageType);
        ArgumentNullException.ThrowIfNull(handler);
        Add(new UntypedHandler(messageType, message =>
        {
            if (shouldHandle != null && !shouldHandle(message))
                return false;
            handler(message);
            return true;
        }), catchesAll: shouldHandle == null && messageType == typeof(object));
    }

    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        Receive(messageType, handler, shouldHandle);

    protected void Receive(Type messageType, Func<object, bool> handler)
    {
        ArgumentNullException.ThrowIfNull(messageType);
        ArgumentNullException.ThrowIfNull(handler);
        Add(new UntypedHandler(messageType, handler), catchesAll: false);
    }

    protected void ReceiveAny(Action<object> handler) => Receive(handler);

    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T> shouldHandle = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(new AsyncHandler<T>(handler, shouldHandle), catchesAll: shouldHandle == null && typeof(T) == typeof(object));
    }

    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => ReceiveAsync(handler, shouldHandle);

    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object> shouldHandle = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Receive(messageType, message => ActorTaskScheduler.RunTask(() => handler(message)), shouldHandle);
    }

    protected void ReceiveAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        ReceiveAsync(messageType, handler, shouldHandle);

    protected void ReceiveAnyAsync(Func<object, Task> handler) => ReceiveAsync(handler);

    private void Handle(MessageHandler first, object message)
    {
        for (var handler = first; handler != null; handler = handler.Next)
        {
            if (handler.TryHandle(message))
                return;
        }
        Unhandled(message);
    }

    private void Add(MessageHandler handler, bool catchesAll)
    {
        if (_configuring == Configuring.Nothing)
            throw new InvalidOperationException("You may only call Receive-methods when constructing the actor and inside Become().");
        if (_catchesAll)
            throw new InvalidOperationException("A handler that catches all messages has been added. No handler can be added after that.");
        _catchesAll = catchesAll;
        if (_last != null)
            _last.Next = handler;
        else if (_configuring == Configuring.Constructor)
            _first = handler;
        else
            _becomingFirst = handler;
        _last = handler;
    }

    private Receive Configure(Action configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        // Inside a constructor or another Become's callback the outer list goes on afterwards.
        var (configuring, last, catchesAll, outer) = (_configuring, _last, _catchesAll, _becomingFirst);
        (_configuring, _last, _catchesAll, _becomingFirst) = (Configuring.Become, null, false, null);
        MessageHandler first;
        try
        {
            configure();
            first = _becomingFirst;
        }
        finally
        {
            (_configuring, _last, _catchesAll, _becomingFirst) = (configuring, last, catchesAll, outer);
        }
        return message =>
        {
            Handle(first, message);
            return true;
        };
    }
}
