using Akka.Actor;

namespace Akka.Conformance.Timers;

/// <summary>Does with its timers what it is told, and passes on what they send.</summary>
public class Timed : ReceiveActor, IWithTimers
{
    private readonly IActorRef _observer;

    public Timed(IActorRef observer)
    {
        _observer = observer;
        Receive<Action<ITimerScheduler>>(action => action(Timers));
        ReceiveAny(message => observer.Tell(message));
    }

    public ITimerScheduler Timers { get; set; }

    protected override void PostRestart(Exception reason)
    {
        base.PostRestart(reason);
        _observer.Tell("restarted");
    }
}

public class StartsEarly : ReceiveActor, IWithTimers
{
    public StartsEarly(IActorRef observer) => ReceiveAny(message => observer.Tell(message));

    public ITimerScheduler Timers { get; set; }

    protected override void PreStart() => Timers.StartSingleTimer("key", "early", TimeSpan.FromMilliseconds(20));
}

public class Countdown : ReceiveActor, IWithTimers
{
    public Countdown(IActorRef observer) => Receive<int>(left =>
    {
        observer.Tell(left);
        if (left > 0)
            Timers.StartSingleTimer("key", left - 1, TimeSpan.FromMilliseconds(10));
    });

    public ITimerScheduler Timers { get; set; }

    protected override void PreStart() => Timers.StartSingleTimer("key", 4, TimeSpan.FromMilliseconds(10));
}

public class StashesTimers : ReceiveActor, IWithTimers, IWithUnboundedStash
{
    private bool _open;

    public StashesTimers(IActorRef observer)
    {
        Receive<string>(text => text == "open", _ =>
        {
            _open = true;
            Stash.UnstashAll();
        });
        ReceiveAny(message =>
        {
            if (_open)
            {
                observer.Tell(message);
                return;
            }
            Stash.Stash();
            observer.Tell("stashed");
        });
    }

    public ITimerScheduler Timers { get; set; }

    public IStash Stash { get; set; }

    protected override void PreStart() => Timers.StartSingleTimer("key", "from the timer", TimeSpan.FromMilliseconds(20));
}

/// <summary>Its timer ticks more often than its receive timeout, and does not count.</summary>
public class Idles : ReceiveActor, IWithTimers
{
    public Idles(IActorRef observer)
    {
        Receive<Tick>(_ => { });
        Receive<ReceiveTimeout>(_ => observer.Tell("idle for long"));
    }

    public ITimerScheduler Timers { get; set; }

    protected override void PreStart()
    {
        SetReceiveTimeout(TimeSpan.FromMilliseconds(400));
        Timers.StartPeriodicTimer("key", new Tick(), TimeSpan.FromMilliseconds(40));
    }

    private sealed record Tick : INotInfluenceReceiveTimeout;
}
