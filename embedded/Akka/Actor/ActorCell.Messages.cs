using System.Diagnostics;

namespace Akka.Actor;

public partial class ActorCell
{
    public void Invoke(Envelope envelope)
    {
        CurrentEnvelopeId++;
        _currentMessage = envelope.Message;
        _sender = envelope.Sender;
        // While a message is handled the actor is not idle.
        if (_seldom is { ReceiveTimeout: not null } && Unwrapped(envelope.Message) is not INotInfluenceReceiveTimeout)
            CancelReceiveTimeout();
        try
        {
            if (envelope.Message is IAutoReceivedMessage)
                AutoReceiveMessage(envelope);
            else
                ReceiveMessage(envelope.Message);
            // After a failure both stay for PreRestart, which may look at them.
            _currentMessage = null;
            _sender = null;
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }
        if (_seldom is { ReceiveTimeout: not null })
            CheckReceiveTimeout(reschedule: Unwrapped(envelope.Message) is not INotInfluenceReceiveTimeout);
    }

    private static object Unwrapped(object message) => message is TimerScheduler.Timer timer ? timer.Message : message;

    public void ReceiveMessageForTest(Envelope envelope)
    {
        var (message, sender) = (_currentMessage, _sender);
        (_currentMessage, _sender) = (envelope.Message, envelope.Sender);
        try
        {
            UseThreadContext(() => ReceiveMessage(envelope.Message));
        }
        finally
        {
            (_currentMessage, _sender) = (message, sender);
        }
    }

    protected virtual void ReceiveMessage(object message)
    {
        if (message is TimerScheduler.Timer timer)
        {
            if (!timer.TryFire(out message))
                return;
            _currentMessage = message;
            if (message is IAutoReceivedMessage)
            {
                AutoReceiveMessage(new Envelope(message, _sender));
                return;
            }
        }
        if (_typeInfo.LogsReceive)
            Publish(new Event.Debug(_self.Path.ToString(), ActorType, $"received message {message} from {Sender}"));
        if (_behavior == null && !_typeInfo.OverridesAroundReceive)
            _actor.ReceiveDirectly(message);
        else
            _actor.AroundReceive(_behavior ?? _actor.ReceiveDelegate(), message);
    }

    protected internal virtual void AutoReceiveMessage(Envelope envelope)
    {
        if (_system.Settings.DebugAutoReceive)
            Publish(new Event.Debug(_self.Path.ToString(), ActorType, $"received AutoReceiveMessage {envelope.Message}"));
        switch (envelope.Message)
        {
            case Terminated terminated:
                ReceivedTerminated(terminated);
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            case PoisonPill:
                _self.Stop();
                break;
            case ActorSelectionMessage selection:
                Actor_ReceiveSelection(selection);
                break;
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, _self), _self);
                break;
            default:
                // Somebody's own auto-received message, which only a cell of their own knows.
                ReceiveMessage(envelope.Message);
                break;
        }
    }

    internal void SystemInvoke(SystemMessage message)
    {
        var patience = Patience();
        InvokeOrKeep(message);
        // What waited comes first as soon as it may, in its own order.
        while (_seldom is { WaitingSystemMessages: { } waiting } seldom && Patience() < patience && !_mailbox.IsClosed)
        {
            patience = Patience();
            seldom.WaitingSystemMessages = null;
            foreach (var each in waiting)
            {
                if (_mailbox.IsClosed)
                    SystemMessageToDeadLetters(each);
                else
                    InvokeOrKeep(each);
            }
        }
    }

    /// <summary>0: takes everything; 1: suspended by a failure; 2: waits for children to end.</summary>
    private int Patience() => ChildrenOrNull is { Waiting: WaitReason.Recreation or WaitReason.Creation } ? 2 : _mailbox.IsSuspended ? 1 : 0;

    private void InvokeOrKeep(SystemMessage message)
    {
        var mustWait = message switch
        {
            Failed => Patience() >= 1,
            Recreate or Dispatch.SysMsg.Suspend or Dispatch.SysMsg.Resume => Patience() >= 2,
            _ => false,
        };
        if (mustWait)
        {
            (EnsureSeldom().WaitingSystemMessages ??= []).Add(message);
            return;
        }
        try
        {
            switch (message)
            {
                case ActorTask task:
                    ExecuteTask(task.Task);
                    break;
                case Failed failed:
                    HandleFailed(failed);
                    break;
                case DeathWatchNotification died:
                    WatchedActorTerminated(died.Actor, died.ExistenceConfirmed, died.AddressTerminated);
                    break;
                case Watch watch:
                    AddWatcher(watch.Watchee, watch.Watcher);
                    break;
                case Unwatch unwatch:
                    RemWatcher(unwatch.Watchee, unwatch.Watcher);
                    break;
                case Recreate recreate:
                    FaultRecreate(recreate.Cause);
                    break;
                case Dispatch.SysMsg.Suspend:
                    FaultSuspend();
                    break;
                case Resume resume:
                    FaultResume(resume.CausedByFailure);
                    break;
                case Dispatch.SysMsg.Terminate:
                    Terminate();
                    break;
            }
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }
    }

    private void ExecuteTask(Task task)
    {
        var (message, sender) = (_currentMessage, _sender);
        try
        {
            TaskScheduler.Execute(task);
        }
        finally
        {
            if (_seldom is { KeepsCurrentMessage: true } seldom)
                seldom.KeepsCurrentMessage = false;
            else
                (_currentMessage, _sender) = (message, sender);
        }
    }

    /// <summary>The failure of a task is that of the message it belongs to, which PreRestart then sees.</summary>
    internal void TaskFailed(Exception cause)
    {
        HandleInvokeFailure(cause);
        EnsureSeldom().KeepsCurrentMessage = true;
    }

    internal void SetCurrentMessage(object message, IActorRef sender) => (_currentMessage, _sender) = (message, sender);

    internal IActorRef SenderOrNull => _sender;

    private void Actor_ReceiveSelection(ActorSelectionMessage selection) => Akka.Actor.ActorSelection.Deliver(_self, selection.Message, _sender, selection.Elements);

    internal Type ActorType => _actor?.GetType() ?? _props.Type;

    /// <summary>What an actor reports must not end it: a subscriber that throws is the subscriber's trouble.</summary>
    private void Publish(LogEvent logEvent)
    {
        try
        {
            _system.EventStream.Publish(logEvent);
        }
        catch (Exception e)
        {
            Trace.TraceError("The event stream failed on {0}: {1}", logEvent, e);
        }
    }
}
