using System.Diagnostics;

namespace Akka.Actor;

public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    private static readonly long ProcessStart = Stopwatch.GetTimestamp();

    public abstract string Name { get; }
    public abstract Settings Settings { get; }
    public abstract EventStream EventStream { get; }
    public abstract ILoggingAdapter Log { get; }
    public abstract IActorRef DeadLetters { get; }
    public abstract IActorRef IgnoreRef { get; }
    public abstract Dispatchers Dispatchers { get; }
    public abstract Mailboxes Mailboxes { get; }
    public abstract IScheduler Scheduler { get; }
    public abstract Task WhenTerminated { get; }

    /// <summary>When the system was created, on the clock of <see cref="Uptime"/>.</summary>
    public TimeSpan StartTime { get; } = Stopwatch.GetElapsedTime(ProcessStart);
    public TimeSpan Uptime => Stopwatch.GetElapsedTime(ProcessStart) - StartTime;

    public static ActorSystem Create(string name) => Create(name, Akka.Actor.Setup.ActorSystemSetup.Empty);

    /// <exception cref="ArgumentException">The name is not made of letters, digits, - and _.</exception>
    /// <exception cref="ConfigurationException">A setting is wrong.</exception>
    public static ActorSystem Create(string name, Config config) => Start(name, config, Akka.Actor.Setup.ActorSystemSetup.Empty);

    public static ActorSystem Create(string name, BootstrapSetup setup) => Create(name, Akka.Actor.Setup.ActorSystemSetup.Create(setup));

    public static ActorSystem Create(string name, Akka.Actor.Setup.ActorSystemSetup setup)
    {
        var bootstrap = setup.Get<BootstrapSetup>();
        var config = bootstrap.HasValue && bootstrap.Value.Config.HasValue ? bootstrap.Value.Config.Value : ConfigurationFactory.Load();
        return Start(name, config, setup);
    }

    public abstract IActorRef ActorOf(Props props, string name = null);

    public abstract ActorSelection ActorSelection(ActorPath actorPath);

    public abstract ActorSelection ActorSelection(string actorPath);

    /// <summary>Stops an actor of any depth; it ends after the message it handles.</summary>
    public abstract void Stop(IActorRef actor);

    /// <summary>Stops all actors, after <see cref="CoordinatedShutdown"/> has run; calling it again changes nothing.</summary>
    /// <returns><see cref="WhenTerminated"/>.</returns>
    public abstract Task Terminate();

    /// <summary>The last registered runs first.</summary>
    /// <exception cref="InvalidOperationException">The system has terminated.</exception>
    public abstract void RegisterOnTermination(Action code);

    public abstract object RegisterExtension(IExtensionId extension);

    public abstract object GetExtension(IExtensionId extensionId);

    public abstract T GetExtension<T>() where T : class, IExtension;

    public abstract bool HasExtension(Type type);

    public abstract bool HasExtension<T>() where T : class, IExtension;

    public abstract bool TryGetExtension(Type extensionType, out object extension);

    public abstract bool TryGetExtension<T>(out T extension) where T : class, IExtension;

    /// <summary>Terminates the system and waits for that.</summary>
    public void Dispose()
    {
        Terminate().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    private static ActorSystemImpl Start(string name, Config config, Akka.Actor.Setup.ActorSystemSetup setup)
    {
        var system = new ActorSystemImpl(name, config, setup);
        system.Start();
        return system;
    }
}
