namespace Akka.Event;

/// <summary>The system's bus: by type, base types and interfaces included. Actors that stop are unsubscribed.</summary>
public class EventStream : LoggingBus
{
    private readonly bool _debug;

    /// <summary>Keeps what the bus says and what the unsubscriber is told in the same order.</summary>
    private readonly Lock _registration = new();

    /// <summary>Who subscribed before there was an unsubscriber. Guarded by <see cref="_registration"/>.</summary>
    private readonly HashSet<IActorRef> _early = [];
    private IActorRef _unsubscriber;

    public EventStream(bool debug) => _debug = debug;

    /// <returns>False when the subscription existed already.</returns>
    public override bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(channel);
        bool added;
        lock (_registration)
        {
            added = base.Subscribe(subscriber, channel);
            if (added && subscriber is not MinimalLogger)
            {
                if (_unsubscriber is null)
                    _early.Add(subscriber);
                else
                    _unsubscriber.Tell(new EventStreamUnsubscriber.Register(subscriber), ActorRefs.NoSender);
            }
        }

        if (_debug)
            LogDebug($"subscribing {subscriber} to channel {channel}");
        return added;
    }

    public override bool Unsubscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(channel);
        var removed = base.Unsubscribe(subscriber, channel);
        if (_debug)
            LogDebug($"unsubscribing {subscriber} from channel {channel}");
        return removed;
    }

    public override bool Unsubscribe(IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        bool removed;
        lock (_registration)
        {
            removed = base.Unsubscribe(subscriber);
            _early.Remove(subscriber);
            _unsubscriber?.Tell(new EventStreamUnsubscriber.Unregister(subscriber), ActorRefs.NoSender);
        }

        if (_debug)
            LogDebug($"unsubscribing {subscriber} from all channels");
        return removed;
    }

    /// <summary>Starts the actor that watches the subscribers.</summary>
    public void StartUnsubscriber(ActorSystemImpl system)
    {
        var unsubscriber = system.SystemActorOf(
            Props.Create<EventStreamUnsubscriber>(this).WithDispatcher("akka.actor.internal-dispatcher"), "EventStreamUnsubscriber");
        lock (_registration)
        {
            foreach (var subscriber in _early)
                unsubscriber.Tell(new EventStreamUnsubscriber.Register(subscriber), ActorRefs.NoSender);
            _early.Clear();
            _unsubscriber = unsubscriber;
        }
    }

    /// <summary>The subscriber is dead: as <see cref="Unsubscribe(IActorRef)"/>, without telling the unsubscriber what it told us.</summary>
    internal void Forget(IActorRef subscriber)
    {
        base.Unsubscribe(subscriber);
        if (_debug)
            LogDebug($"unsubscribing {subscriber} from all channels, because it has stopped");
    }

    private void LogDebug(string message) => Publish(new Debug(SimpleName(this), GetType(), message));
}
