using Akka.Actor;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Pools;

/// <summary>A routee: runs one deferral at a time. While one awaits something the worker waits with its mail held, and hears of the end by a message to itself.</summary>
internal class TrafficWorker : UntypedActor
{
    // idle ──Deferral, not over at once──► waiting ──RunReleased (returned, or given up)──► idle
    private readonly WorkerSynchronizationContext _synchronization;
    private readonly WorkerMessageQueue _mail;
    private readonly WorkerActivity _activity;
    private readonly PlaceActivity _place;

    /// <summary>The run that the worker waits for. Null between deferrals.</summary>
    private DeferralRun? _waiting;

    public TrafficWorker(TrafficSystem system, PlaceActivity place)
    {
        TrafficSystem = system;
        _place = place;
        _mail = WorkerMessageQueue.Of((ActorCell)Context);
        // A worker before this one, of the same mailbox, may have been restarted while it waited.
        _mail.Release();
        _activity = new WorkerActivity(_mail);
        _synchronization = new WorkerSynchronizationContext(Context.Dispatcher, system.Continuations, system.Log, Self.Path.Name);
    }

    protected TrafficSystem TrafficSystem { get; }

    protected override void PreStart() => _place.Join(_activity);

    protected override void OnReceive(object message)
    {
        if (message is Deferral deferral)
            Take(deferral);
        else if (message is not WorkerMessage)
            Unhandled(message);
        // Else it is of a run that the worker does not wait for any more.
    }

    /// <summary>Called while the worker waits: something of its own other than the end of the run.</summary>
    protected virtual void Heard(WorkerMessage message)
    {
    }

    private void Waiting(object message)
    {
        if (message is RunReleased released)
        {
            if (ReferenceEquals(released.Run, _waiting))
                GoOn();
        }
        else if (message is WorkerMessage own)
        {
            Heard(own);
        }
        else
        {
            Unhandled(message);
        }
    }

    private void Take(Deferral deferral)
    {
        _activity.Enter(deferral);
        if (!deferral.TryStart())
        {
            Leave(deferral, null);
            return;
        }

        // What the one before left in the ExecutionContext ends here, and so does what this one leaves.
        CleanContext.Restore();
        try
        {
            Run(deferral);
        }
        finally
        {
            CleanContext.Restore();
        }
    }

    /// <summary>The mail that this worker has not come to stays in the mailbox: for the next worker of it after a restart, for the dead letters after a stop.</summary>
    protected override void PostStop()
    {
        _place.Leave(_activity);
        if (_waiting is not { } run)
            return;
        _waiting = null;
        try
        {
            if (IsLostWithWorker(run.Deferral))
                run.LoseRoutee();
        }
        finally
        {
            Leave(run.Deferral, run);
        }
    }

    /// <summary>Whether a run has nobody any more when its worker stops. Else it ends as it would have.</summary>
    private protected virtual bool IsLostWithWorker(Deferral deferral) => true;

    /// <summary>Called once per message, on the worker's thread, when the worker is done with it: its code has returned, or was given up, or never began.</summary>
    protected virtual void Left(Deferral deferral, DeferralRun? run) => deferral.LeaveRoutee();

    /// <summary>Called before the code runs, on its thread.</summary>
    protected virtual void Entering(Deferral deferral)
    {
    }

    /// <summary>Called once per task that was not complete at once, before it is awaited.</summary>
    protected virtual void Observe(Deferral deferral, Task task)
    {
    }

    protected virtual Task? Start(Deferral deferral, DeferralRun? run) => deferral.Start(run);

    private void Run(Deferral deferral)
    {
        var surroundings = default(DeferralSurroundings);
        try
        {
            surroundings.Put(TrafficSystem, deferral);
            Entering(deferral);
        }
        catch (Exception e)
        {
            // A propagator, a listener or a logger: the user's code as much as the work, which without its surroundings does not run.
            deferral.TryEnd(Fate.Failed, exception: e);
            deferral.Leave();
            End(deferral, null, surroundings);
            return;
        }

        if (RunsBare(deferral))
            RunBare(deferral, surroundings);
        else
            RunSurrounded(deferral, surroundings);
    }

    private protected virtual bool RunsBare(Deferral deferral) => deferral.IsBare && !deferral.Plan.HasTimeout;

    private void RunBare(Deferral deferral, in DeferralSurroundings surroundings)
    {
        try
        {
            deferral.Start(null);
            deferral.TryEnd(Fate.Ran);
        }
        catch (Exception e)
        {
            deferral.TryEnd(Fate.Failed, exception: e);
        }

        // The drain may have given it its fate while it ran.
        deferral.Leave();
        End(deferral, null, surroundings);
    }

    private void RunSurrounded(Deferral deferral, in DeferralSurroundings surroundings)
    {
        var run = new DeferralRun(deferral, TrafficSystem);
        // This thread is one of its dispatcher's: what this run posts may be for it.
        _synchronization.HasThread();
        SynchronizationContext.SetSynchronizationContext(_synchronization);
        try
        {
            Task? task = null;
            Exception? thrown = null;
            try
            {
                run.Begin();
                if (deferral.HasServices)
                    TrafficContext.Current.Value = run.Context;
                task = Start(deferral, run);
            }
            catch (Exception e)
            {
                thrown = e;
            }

            if ((task is null || task.IsCompletedSuccessfully) && !run.HasScope)
            {
                run.End(thrown);
                End(deferral, run, surroundings);
                return;
            }

            _ = DriveAsync(run, task ?? Task.CompletedTask, thrown, surroundings);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }

        if (run.TellWhenReleased(Self))
            Wait(run);
        else
            Leave(deferral, run);
    }

    private void Wait(DeferralRun run)
    {
        _waiting = run;
        // Not suspended: a cell whose mailbox is suspended keeps its children's failures to itself.
        _mail.Hold();
        Become(Waiting);
    }

    private void GoOn()
    {
        var run = _waiting!;
        _waiting = null;
        Become(OnReceive);
        _mail.Release();
        Leave(run.Deferral, run);
    }

    /// <summary>Its continuations come back by the synchronization context: to the pool's threads, or to the lane's one.</summary>
    private async Task DriveAsync(DeferralRun run, Task task, Exception? thrown, DeferralSurroundings surroundings)
    {
        if (!task.IsCompleted)
            Observe(run.Deferral, task);
        try
        {
            await task;
        }
        catch (Exception e)
        {
            thrown ??= e;
        }

        try
        {
            await run.EndAsync(thrown);
            surroundings.TakeAway(TrafficSystem, run.Deferral);
        }
        finally
        {
            // Whatever a listener throws: the worker waits for this.
            run.Release();
        }
    }

    private void End(Deferral deferral, DeferralRun? run, in DeferralSurroundings surroundings)
    {
        try
        {
            surroundings.TakeAway(TrafficSystem, deferral);
        }
        finally
        {
            // Whatever a listener throws: the lane counts those it holds.
            Leave(deferral, run);
        }
    }

    private void Leave(Deferral deferral, DeferralRun? run)
    {
        _activity.Leave();
        Left(deferral, run);
    }
}
