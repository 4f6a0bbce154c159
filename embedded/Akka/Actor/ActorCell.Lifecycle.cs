namespace Akka.Actor;

public partial class ActorCell
{
    private bool _created;
    /// <summary>True while the instance is being made and its base constructor has not yet claimed this cell.</summary>
    internal bool IsCreatingActor { get; private set; }

    internal void ActorIsConstructed() => IsCreatingActor = false;

    /// <summary>The first thing that the first run of the mailbox does, so nothing is handled before the actor is there.</summary>
    internal void EnsureCreated()
    {
        if (_created)
            return;
        _created = true;
        try
        {
            Create();
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }
    }

    protected virtual ActorBase CreateNewActorInstance()
    {
        var actor = Produce();
        _typeInfo = _system.TypeInfo(actor.GetType());
        _typeInfo.Pipeline?.AfterActorIncarnated(actor, this);
        if (actor is IWithTimers withTimers)
            withTimers.Timers = EnsureSeldom().Timers = new(this);
        if (actor is IInitializableActor initializable)
            initializable.Init();
        return actor;
    }

    private protected virtual ActorBase Produce() => _props.NewActor();

    protected virtual void PreStart() => _actor.AroundPreStart();

    private void Create()
    {
        try
        {
            _actor = NewActor();
            PreStart();
            CheckReceiveTimeout();
            Report("started");
            if (_system.Settings.EmitActorTelemetry)
                _system.EventStream.Publish(new ActorStarted(_self, ActorType));
        }
        catch (Exception e)
        {
            if (_actor != null)
            {
                // A null instance is how the rest knows that creation failed.
                Release(_actor);
                _actor = null;
            }
            throw new ActorInitializationException(_self, "Exception during creation", Cause(e));
        }
    }

    private ActorBase NewActor()
    {
        // A constructor may set a behaviour of its own.
        ForgetBehaviors();
        IsCreatingActor = true;
        try
        {
            var actor = CreateNewActorInstance();
            if (!ReferenceEquals(actor.OwnCell, this))
                throw new ActorInitializationException(_self, $"The props of {_self.Path} produced an actor that belongs to another context.");
            return actor;
        }
        finally
        {
            IsCreatingActor = false;
        }
    }

    private void Terminate()
    {
        SetReceiveTimeout(null);
        if (_children != null)
        {
            var wasTerminating = _children.Waiting == WaitReason.Termination;
            var left = _children.BeginTermination(out var mustWait);
            foreach (var child in left)
                child.Stop();
            if (mustWait)
            {
                if (!wasTerminating)
                {
                    // No user message any more; and a failure from now on is nobody's business.
                    _mailbox.Suspend();
                    EnsureSeldom().Perpetrator = _self;
                    Report("stopping");
                }
                return;
            }
        }
        FinishTerminate();
    }

    private void FinishTerminate()
    {
        var actor = _actor;
        try
        {
            if (actor != null)
            {
                _seldom?.Timers?.CancelAll();
                _mailbox.IsEnding = true;
                actor.AroundPostStop();
            }
        }
        catch (Exception e)
        {
            Publish(new Error(e, _self.Path.ToString(), ActorType, e.Message));
        }
        finally
        {
            EndOf(actor);
        }
    }

    private void EndOf(ActorBase actor)
    {
        CancelReceiveTimeout();
        if (actor != null)
            LetPluginsGo(actor);
        // Closed before anybody hears of it: who knows that the actor is dead can count on dead letters.
        _dispatcher.Detach(this);
        if (_seldom is { WaitingSystemMessages: { } waiting })
        {
            foreach (var message in waiting)
                SystemMessageToDeadLetters(message);
            _seldom.WaitingSystemMessages = null;
        }
        _parent.SendSystemMessage(new DeathWatchNotification(_self, existenceConfirmed: true, addressTerminated: false));
        TellWatchersWeDied();
        UnwatchWatchedActors(actor);
        Report("stopped");
        if (_system.Settings.EmitActorTelemetry)
            _system.EventStream.Publish(new ActorStopped(_self, ActorType));
        if (actor != null)
            DisposeOf(actor);
        _actor = null;
        ForgetBehaviors();
        _currentMessage = null;
        _sender = null;
        if (_seldom is not { } seldom)
            return;
        seldom.TaskScheduler = null;
        // Once more: PostStop may have started one.
        seldom.Timers?.CancelAll();
        seldom.Timers = null;
    }

    private void ForgetBehaviors()
    {
        _behavior = null;
        if (_seldom != null)
            _seldom.BehaviorsBelow = null;
    }

    /// <summary>Lets go of an instance that is replaced or that never came to life.</summary>
    private void Release(ActorBase actor)
    {
        _seldom?.Timers?.CancelAll();
        LetPluginsGo(actor);
        DisposeOf(actor);
        _currentMessage = null;
        ForgetBehaviors();
    }

    private void LetPluginsGo(ActorBase actor)
    {
        try
        {
            _typeInfo?.Pipeline?.BeforeActorIncarnated(actor, this);
        }
        catch (Exception e)
        {
            Publish(new Error(e, _self.Path.ToString(), ActorType, e.Message));
        }
    }

    private void DisposeOf(ActorBase actor)
    {
        try
        {
            (actor as IDisposable)?.Dispose();
            _props.Release(actor);
        }
        catch (Exception e)
        {
            Publish(new Error(e, _self.Path.ToString(), ActorType, $"An error occurred while disposing {actor.GetType()} actor. Reason: {e.Message}"));
        }
        actor.Detach();
    }

    private void Report(string what)
    {
        if (_system.Settings.DebugLifecycle)
            Publish(new Debug(_self.Path.ToString(), ActorType, $"{what} ({_actor})"));
    }

    private static Exception Cause(Exception e) => e is System.Reflection.TargetInvocationException { InnerException: { } inner } ? inner : e;
}
