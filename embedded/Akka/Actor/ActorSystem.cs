namespace Akka.Actor;

public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    protected ActorSystem() { }
    public TimeSpan StartTime { get => throw new NotImplementedException(); }
    public TimeSpan Uptime { get => throw new NotImplementedException(); }
    public abstract ActorSelection ActorSelection(ActorPath actorPath);
    public abstract ActorSelection ActorSelection(string actorPath);
    public abstract IActorRef ActorOf(Props props, string name = null);
    public abstract IActorRef DeadLetters { get; }
    public abstract IActorRef IgnoreRef { get; }
    public abstract IScheduler Scheduler { get; }
    public abstract Settings Settings { get; }
    public abstract Dispatchers Dispatchers { get; }
    public abstract Mailboxes Mailboxes { get; }
    public abstract EventStream EventStream { get; }
    public abstract ILoggingAdapter Log { get; }
    public abstract T GetExtension<T>() where T : class, IExtension;
    public abstract Task Terminate();
    public abstract Task WhenTerminated { get; }
    public abstract bool HasExtension(Type type);
    public abstract bool HasExtension<T>() where T : class, IExtension;
    public abstract bool TryGetExtension(Type extensionType, out object extension);
    public abstract bool TryGetExtension<T>(out T extension) where T : class, IExtension;
    public abstract object GetExtension(IExtensionId extensionId);
    public abstract object RegisterExtension(IExtensionId extension);
    public abstract string Name { get; }
    public abstract void RegisterOnTermination(Action code);
    public abstract void Stop(IActorRef actor);
    public static ActorSystem Create(string name) => throw new NotImplementedException();
    public static ActorSystem Create(string name, BootstrapSetup setup) => throw new NotImplementedException();
    public static ActorSystem Create(string name, Akka.Actor.Setup.ActorSystemSetup setup) => throw new NotImplementedException();
    public static ActorSystem Create(string name, Config config) => throw new NotImplementedException();
    public void Dispose() => throw new NotImplementedException();
}
