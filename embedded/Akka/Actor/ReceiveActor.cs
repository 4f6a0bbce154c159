namespace Akka.Actor;

public abstract class ReceiveActor : UntypedActor, IInitializableActor
{
    protected ReceiveActor() { }
    void IInitializableActor.Init() => throw new NotImplementedException();
    protected sealed override void OnReceive(object message) => throw new NotImplementedException();
    protected void Become(Action configure) => throw new NotImplementedException();
    protected void BecomeStacked(Action configure) => throw new NotImplementedException();
    protected void Receive(Type messageType, Action<object> handler, Predicate<object> shouldHandle = null) => throw new NotImplementedException();
    protected void Receive(Type messageType, Func<object, bool> handler) => throw new NotImplementedException();
    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) => throw new NotImplementedException();
    protected void Receive<T>(Action<T> handler, Predicate<T> shouldHandle = null) => throw new NotImplementedException();
    protected void Receive<T>(Func<T, bool> handler) => throw new NotImplementedException();
    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => throw new NotImplementedException();
    protected void ReceiveAny(Action<object> handler) => throw new NotImplementedException();
    protected void ReceiveAnyAsync(Func<object, Task> handler) => throw new NotImplementedException();
    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object> shouldHandle = null) => throw new NotImplementedException();
    protected void ReceiveAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) => throw new NotImplementedException();
    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T> shouldHandle = null) => throw new NotImplementedException();
    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => throw new NotImplementedException();
}
