namespace Akka.Actor;

public partial class ActorCell
{
    /// <summary>Never in a mailbox, so one is enough.</summary>
    private static readonly Terminate SelfMadeEnd = new();

    private Stage _stage;
    private Making _making;
    /// <summary>The mailbox's run is in <see cref="Invoke"/>.</summary>
    private bool _isHandling;
    /// <summary>The actor has stopped itself in the message that it handles.</summary>
    private bool _stopsItself;

    private enum Stage : byte
    {
        Unborn,
        Created,
        /// <summary>Past its last message: it can have no more children.</summary>
        Ending,
    }

    /// <summary>Of an instance.</summary>
    private enum Making : byte
    {
        Nothing,
        /// <summary>Its base constructor has not yet claimed this cell.</summary>
        Awaited,
        Claimed,
    }

    internal bool IsCreatingActor => _making == Making.Awaited;

    internal void ActorIsConstructed() => _making = Making.Claimed;

    internal bool Holds(ActorBase actor) =>
        ReferenceEquals(_actor, actor) ? _seldom is not { HasLetGo: true } : _making == Making.Claimed;

    /// <summary>The first thing that the first run of the mailbox does, so nothing is handled before the actor is there.</summary>
    internal void EnsureCreated()
    {
        if (_stage != Stage.Unborn)
            return;
        _stage = Stage.Created;
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
        if (_seldom != null)
        {
            _seldom.Strategy = null;
            _seldom.HasLetGo = false;
            // The new instance may have another strategy.
            if (_seldom.Children is { } children)
                children.MayLeave = false;
        }
        _making = Making.Awaited;
        try
        {
            var actor = CreateNewActorInstance();
            // Still awaited: it is an instance that was here before.
            if (!actor.BelongsTo(this) || IsCreatingActor)
                throw new ActorInitializationException(_self, $"The props of {_self.Path} produced an actor that belongs to another context.");
            return actor;
        }
        finally
        {
            _making = Making.Nothing;
        }
    }

    /// <summary>
    /// An actor that stops itself while it handles a message needs no system message for it, unless one waits already: with none there, nothing can come
    /// between, and the end is where the message would have put it, after the current message and before every system message that comes from now on.
    /// </summary>
    private bool EndsAfterItsMessage()
    {
        if (InternalCurrentActorCellKeeper.Here.Running != this || !_isHandling || _stopsItself || _mailbox.HasSystemList)
            return false;
        return _stopsItself = true;
    }

    /// <summary>From the mailbox's run.</summary>
    internal void Handle(Envelope envelope)
    {
        _isHandling = true;
        Invoke(envelope);
        _isHandling = false;
        if (_stopsItself)
            EndItself();
    }

    private void EndItself()
    {
        _stopsItself = false;
        // Closed: it failed, and so did the handling of that.
        if (!_mailbox.IsClosed)
            SystemInvoke(SelfMadeEnd);
    }

    /// <summary>After an exception that no failure of the actor explains, and that ends the run.</summary>
    internal void LeaveHandling()
    {
        _isHandling = false;
        if (!_stopsItself)
            return;
        _stopsItself = false;
        Stop();
    }

    private void Terminate()
    {
        SetReceiveTimeout(null);
        if (ChildrenOrNull is { } children)
        {
            var wasTerminating = children.Waiting == WaitReason.Termination;
            var left = children.BeginTermination(out var mustWait);
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
                _stage = Stage.Ending;
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
        if (!LeavesItsParent())
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

    /// <summary>
    /// A parent of many that come and go would spend as much on hearing of their ends as on making them. Not with a failure on its way to the parent: that must find the child there.
    /// </summary>
    private bool LeavesItsParent() =>
        _seldom is not { Perpetrator: not null } &&
        _parent is LocalActorRef { Cell.ChildrenOrNull: { } siblings } && _self is LocalActorRef self && siblings.TryLeave(self);

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
        EnsureSeldom().HasLetGo = true;
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
    }

    private void Report(string what)
    {
        if (_system.Settings.DebugLifecycle)
            Publish(new Debug(_self.Path.ToString(), ActorType, $"{what} ({_actor})"));
    }

    private static Exception Cause(Exception e) => e is System.Reflection.TargetInvocationException { InnerException: { } inner } ? inner : e;
}
