using Akka.Event;

namespace Akka.TestKit.Internal;

/// <summary>Puts what it receives where the test's expectations find it.</summary>
internal sealed class InternalTestActor(TestMessageQueue queue) : ActorBase
{
    private readonly DelegatingSupervisorStrategy _strategy = new();

    /// <summary>Null when nothing is ignored.</summary>
    private TestActor.Ignore _ignore;

    /// <summary>Null when there is none.</summary>
    private AutoPilot _autoPilot;

    protected override SupervisorStrategy SupervisorStrategy() => _strategy;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case TestActor.SetIgnore setIgnore:
                _ignore = setIgnore.Ignore;
                break;
            case TestActor.SetAutoPilot setAutoPilot:
                _autoPilot = setAutoPilot.AutoPilot;
                break;
            case TestActor.Watch watch:
                Context.Watch(watch.Actor);
                if (watch is AcknowledgedWatch)
                    Sender.Tell(watch.Actor);
                break;
            case TestActor.Unwatch unwatch:
                Context.Unwatch(unwatch.Actor);
                if (unwatch is AcknowledgedUnwatch)
                    Sender.Tell(unwatch.Actor);
                break;
            case SpawnChild spawn:
                Sender.Tell(Spawn(spawn));
                break;
            default:
                Deliver(message);
                break;
        }
        return true;
    }

    protected override void PostStop()
    {
        var system = Context.System;
        // What the test never took is not lost quietly.
        while (queue.TryTake() is { } envelope)
            system.DeadLetters.Tell(new DeadLetter(envelope.Message, envelope.Sender, Self), envelope.Sender);
        base.PostStop();
    }

    private void Deliver(object message)
    {
        if (_autoPilot is not null)
        {
            var next = _autoPilot.Run(Sender, message);
            if (next is not KeepRunning)
                _autoPilot = next is NoAutoPilot ? null : next;
        }
        if (_ignore is null || !_ignore(message))
            queue.Enqueue(new RealMessageEnvelope(message, Sender));
    }

    private IActorRef Spawn(SpawnChild spawn)
    {
        var child = Context.ActorOf(spawn.Props, spawn.Name);
        if (spawn.Strategy is not null)
            _strategy.Update(child, spawn.Strategy);
        return child;
    }
}

internal sealed class AcknowledgedWatch(IActorRef actor) : TestActor.Watch(actor);

internal sealed class AcknowledgedUnwatch(IActorRef actor) : TestActor.Unwatch(actor);

/// <summary>Asks a test actor for a child of its own, supervised by a strategy of the child's own.</summary>
internal sealed record SpawnChild(Props Props, string Name, SupervisorStrategy Strategy) : INoSerializationVerificationNeeded;
