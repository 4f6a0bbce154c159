using System.Diagnostics;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Configs;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>
/// An actor system, a test actor, and what a test says about the messages the test actor receives. Every expectation
/// exists in a blocking and in an awaiting form; both are the same code, and the blocking one needs no pool thread.
/// </summary>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static int _testActors;

    private readonly ITestKitAssertions _assertions;
    private readonly TestMessageQueue _queue = new();
    private SynchronizationContext _outerContext;
    private AmbientCellContext _ambient;

    protected TestKitBase(ITestKitAssertions assertions, ActorSystem system = null, string testActorName = null)
        : this(assertions, system, ActorSystemSetup.Empty, null, testActorName)
    {
    }

    protected TestKitBase(ITestKitAssertions assertions, ActorSystemSetup setup, string actorSystemName = null, string testActorName = null)
        : this(assertions, null, setup, actorSystemName, testActorName)
    {
    }

    protected TestKitBase(ITestKitAssertions assertions, Config config, string actorSystemName = null, string testActorName = null)
        : this(assertions, null, SetupOf(config), actorSystemName, testActorName)
    {
    }

    protected TestKitBase(
        ITestKitAssertions assertions, ActorSystem system, ActorSystemSetup config, string actorSystemName, string testActorName)
    {
        ArgumentNullException.ThrowIfNull(assertions);
        _assertions = assertions;
        // Virtual in the API: a kit that gets its system later (from a host) overrides it.
        InitializeTest(system, config, actorSystemName, testActorName);
    }

    public static Config DefaultConfig => TestConfigs.DefaultConfig;

    public static Config FullDebugConfig => TestConfigs.FullDebug;

    /// <summary>A clock that never goes back; its zero has no meaning.</summary>
    public static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    public ActorSystem Sys { get; private set; }

    public TestKitSettings TestKitSettings { get; private set; }

    /// <summary>Receives what the expectations are about; the sender of what the test tells, unless the kit is <see cref="INoImplicitSender"/>.</summary>
    public IActorRef TestActor { get; private set; }

    public ILoggingAdapter Log { get; private set; }

    public EventFilterFactory EventFilter { get; private set; }

    /// <summary>What the last receive took. Asking when it took nothing throws.</summary>
    public object LastMessage => _lastMessage.Message;

    /// <inheritdoc cref="LastMessage"/>
    public IActorRef LastSender => _lastMessage.Sender;

    public bool HasMessages => _queue.Count > 0;

    protected void InitializeTest(ActorSystem system, Config config, string actorSystemName, string testActorName) =>
        InitializeTest(system, SetupOf(config), actorSystemName, testActorName);

    protected virtual void InitializeTest(ActorSystem system, ActorSystemSetup config, string actorSystemName, string testActorName)
    {
        Sys = system ?? ActorSystem.Create(actorSystemName ?? "test", WithKitDefaults(config));
        Sys.RegisterExtension(new TestKitAssertionsExtension(_assertions));
        TestKitSettings = TestKitExtension.For(Sys);
        Log = Logging.GetLogger(Sys, GetType());
        EventFilter = new EventFilterFactory(this);
        TestActor = CreateTestActor(testActorName ?? $"testActor{Interlocked.Increment(ref _testActors)}", _queue);
        BecomeImplicitSender();
    }

    /// <summary>Another test actor that fills this kit's queue.</summary>
    public IActorRef CreateTestActor(string name) => CreateTestActor(name, _queue);

    public EventFilterFactory CreateEventFilter(ActorSystem system) => new(this, system);

    public virtual TestProbe CreateTestProbe(string name = null) => CreateTestProbe(Sys, name);

    public virtual TestProbe CreateTestProbe(ActorSystem system, string name = null) => new(system, _assertions, name);

    public virtual TestLatch CreateTestLatch(int count = 1) => TestLatch.Dilating(this, count);

    public TestBarrier CreateTestBarrier(int count) => new(this, count);

    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) =>
        TestActor.Tell(new TestActor.SetIgnore(message => shouldIgnoreMessage(message)));

    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) =>
        TestActor.Tell(new TestActor.SetIgnore(message => message is TMsg typed && shouldIgnoreMessage(typed)));

    public void IgnoreMessages<TMsg>() => IgnoreMessages<TMsg>(static _ => true);

    public void IgnoreNoMessages() => TestActor.Tell(new TestActor.SetIgnore(null));

    public void SetAutoPilot(AutoPilot pilot) => TestActor.Tell(new TestActor.SetAutoPilot(pilot));

    public IActorRef Watch(IActorRef actorToWatch)
    {
        TestActor.Tell(new TestActor.Watch(actorToWatch));
        return actorToWatch;
    }

    public IActorRef Unwatch(IActorRef actorToUnwatch)
    {
        TestActor.Tell(new TestActor.Unwatch(actorToUnwatch));
        return actorToUnwatch;
    }

    /// <summary>Completes once the test actor watches.</summary>
    public async Task<IActorRef> WatchAsync(IActorRef actorToWatch)
    {
        await TestActor.Ask<IActorRef>(new AcknowledgedWatch(actorToWatch), RemainingOrDefault).ConfigureAwait(false);
        return actorToWatch;
    }

    /// <summary>Completes once the test actor no longer watches.</summary>
    public async Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch)
    {
        await TestActor.Ask<IActorRef>(new AcknowledgedUnwatch(actorToUnwatch), RemainingOrDefault).ConfigureAwait(false);
        return actorToUnwatch;
    }

    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) =>
        Shutdown(Sys, duration, verifySystemShutdown);

    /// <exception cref="TimeoutException">The system had not stopped in time, and that is to be verified.</exception>
    protected virtual void Shutdown(ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        system ??= Sys;
        if (system == Sys)
            ForgetImplicitSender();
        var wait = duration ?? Dilated(TimeSpan.FromSeconds(5)).Min(TimeSpan.FromSeconds(10));
        if (system.Terminate().Wait(wait))
            return;
        var problem = $"The actor system {system.Name} has not stopped within {wait}.";
        if (verifySystemShutdown)
            throw new TimeoutException(problem);
        system.Log.Warning(problem);
    }

    private static ActorSystemSetup SetupOf(Config config) =>
        config is null ? ActorSystemSetup.Empty : ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config));

    private static ActorSystemSetup WithKitDefaults(ActorSystemSetup setup)
    {
        setup ??= ActorSystemSetup.Empty;
        var given = setup.Get<BootstrapSetup>();
        var bootstrap = BootstrapSetup.Create();
        if (!given.HasValue)
            return setup.And(bootstrap.WithConfig(DefaultConfig));
        var config = given.Value.Config.HasValue ? given.Value.Config.Value.WithFallback(DefaultConfig) : DefaultConfig;
        return setup.And(given.Value.WithConfig(config));
    }

    private IActorRef CreateTestActor(string name, TestMessageQueue queue)
    {
        var props = Props.Create(() => new InternalTestActor(queue)).WithDispatcher("akka.test.test-actor.dispatcher");
        return ((ExtendedActorSystem)Sys).SystemActorOf(props, name);
    }

    private void BecomeImplicitSender()
    {
        if (this is INoImplicitSender || TestActor is not LocalActorRef { Cell: var cell })
            return;
        _outerContext = SynchronizationContext.Current;
        if (_outerContext is AmbientCellContext other)
            _outerContext = other.Inner; // of an earlier kit of this test: the last one made is the sender
        _ambient = new AmbientCellContext(cell, _outerContext);
        InternalCurrentActorCellKeeper.Current = cell;
        SynchronizationContext.SetSynchronizationContext(_ambient);
    }

    /// <summary>A runner's thread goes on to another test: the stopped test actor must not be that one's sender.</summary>
    private void ForgetImplicitSender()
    {
        if (_ambient is null)
            return;
        if (InternalCurrentActorCellKeeper.Current == ((LocalActorRef)TestActor).Cell)
            InternalCurrentActorCellKeeper.Current = null;
        if (SynchronizationContext.Current == _ambient)
            SynchronizationContext.SetSynchronizationContext(_outerContext);
    }
}
