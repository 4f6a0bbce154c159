namespace Akka.Actor;

public partial class ActorCell
{
    private bool RestartFailed => _seldom is { RestartFailed: true };

    /// <summary>Suspends the actor and its children and leaves the verdict to the parent.</summary>
    private void HandleInvokeFailure(Exception cause, IActorRef perpetrator = null, IReadOnlyCollection<IInternalActorRef> childrenNotToSuspend = null)
    {
        if (_seldom is { Perpetrator: not null } || _mailbox.IsClosed)
            return;
        try
        {
            _mailbox.Suspend();
            EnsureSeldom().Perpetrator = perpetrator ?? _self;
            foreach (var child in ChildrenSnapshot())
            {
                // A child that failed has suspended itself.
                if (!ReferenceEquals(child, perpetrator) && (childrenNotToSuspend == null || !childrenNotToSuspend.Contains(child)))
                    child.Suspend();
            }
            _parent.SendSystemMessage(new Failed(_self, cause, _self is LocalActorRef local ? local.Uid : _self.Path.Uid));
        }
        catch (Exception e)
        {
            Publish(new Error(e, _self.Path.ToString(), ActorType, "emergency stop: exception in failure handling for " + cause));
            foreach (var child in ChildrenSnapshot())
                child.Stop();
            FinishTerminate();
        }
    }

    private void ForgetPerpetrator()
    {
        if (_seldom != null)
            _seldom.Perpetrator = null;
    }

    private void FaultSuspend()
    {
        _mailbox.Suspend();
        foreach (var child in ChildrenSnapshot())
            child.Suspend();
    }

    private void FaultResume(Exception causedByFailure)
    {
        if (_actor == null && !RestartFailed)
        {
            Report("changing Resume into Create");
            FaultCreate();
        }
        else if (RestartFailed)
        {
            Report("changing Resume into Restart");
            FaultRecreate(causedByFailure);
        }
        else
        {
            var perpetrator = _seldom?.Perpetrator;
            _mailbox.Resume();
            if (causedByFailure != null)
                ForgetPerpetrator();
            foreach (var child in ChildrenSnapshot())
                child.Resume(ReferenceEquals(child, perpetrator) ? causedByFailure : null);
        }
    }

    private void FaultCreate()
    {
        CancelReceiveTimeout();
        foreach (var child in ChildrenSnapshot())
            Stop(child);
        if (ChildrenOrNull?.WaitFor(WaitReason.Creation) != true)
            FinishCreate();
    }

    private void FinishCreate()
    {
        _mailbox.Resume();
        ForgetPerpetrator();
        Create();
    }

    private void FaultRecreate(Exception cause)
    {
        if (_actor == null && !RestartFailed)
        {
            Report("changing Recreate into Create");
            FaultCreate();
            return;
        }
        if (ChildrenOrNull is { Waiting: WaitReason.Termination or WaitReason.Recreation or WaitReason.Creation })
        {
            // Ending already; the count of suspensions must still come out even.
            FaultResume(null);
            return;
        }
        if (_actor != null)
            LeaveInstance(cause);
        if (ChildrenOrNull?.WaitFor(WaitReason.Recreation, cause) != true)
            FinishRecreate(cause);
    }

    private void LeaveInstance(Exception cause)
    {
        var failed = _actor;
        var message = _currentMessage;
        try
        {
            if (!RestartFailed)
                failed.AroundPreRestart(cause, message);
        }
        catch (Exception e)
        {
            var problem = new PreRestartException(_self, e, cause, message);
            Publish(new Error(problem, _self.Path.ToString(), ActorType, e.Message));
        }
        finally
        {
            Release(failed);
            _sender = null;
        }
    }

    private void FinishRecreate(Exception cause)
    {
        var survivors = ChildrenSnapshot();
        try
        {
            _mailbox.Resume();
            ForgetPerpetrator();
            _actor = null;
            EnsureSeldom().RestartFailed = true; // until it has not
            _actor = NewActor();
            _actor.AroundPostRestart(cause, null);
            _seldom.RestartFailed = false;
            Report("restarted");
            if (_system.Settings.EmitActorTelemetry)
                _system.EventStream.Publish(new ActorRestarted(_self, ActorType, cause));
        }
        catch (Exception e)
        {
            HandleInvokeFailure(new PostRestartException(_self, Cause(e), cause), childrenNotToSuspend: survivors);
            return;
        }
        foreach (var child in survivors)
        {
            try
            {
                child.Restart(cause);
            }
            catch (Exception e)
            {
                Publish(new Error(e, _self.Path.ToString(), ActorType, "restarting " + child));
            }
        }
    }

    /// <summary>A child has failed: the strategy decides.</summary>
    private void HandleFailed(Failed failed)
    {
        if (failed.Child is not LocalActorRef { IsChild: true } child)
            return; // it has ended meanwhile
        var (message, sender) = (_currentMessage, _sender);
        (_currentMessage, _sender) = (failed, failed.Child);
        try
        {
            if (_actor == null || !Strategy.HandleFailure(this, child, failed.Cause, child.Stats, ChildrenOrNull))
                HandleInvokeFailure(failed.Cause, perpetrator: child);
        }
        finally
        {
            if (_seldom is not { Perpetrator: not null })
                (_currentMessage, _sender) = (message, sender);
        }
    }

    private void HandleChildTerminated(LocalActorRef child)
    {
        var children = ChildrenOrNull;
        var waitedFor = children.Remove(child);
        if (_actor != null)
        {
            try
            {
                Strategy.HandleChildTerminated(this, child, children);
                // Akka's own two do nothing there; one that derives from them may.
                children.MayLeave = Strategy.GetType() == typeof(OneForOneStrategy) || Strategy.GetType() == typeof(AllForOneStrategy);
            }
            catch (Exception e)
            {
                Publish(new Error(e, _self.Path.ToString(), ActorType, "handleChildTerminated failed"));
            }
        }
        switch (waitedFor)
        {
            case WaitReason.Recreation:
                FinishRecreate(children.RecreationCause);
                break;
            case WaitReason.Creation:
                FinishCreate();
                break;
            case WaitReason.Termination:
                FinishTerminate();
                break;
        }
    }
}
