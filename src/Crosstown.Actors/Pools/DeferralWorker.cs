using Akka.Actor;
using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Pools;

/// <summary>A routee: runs one deferral at a time. While one awaits something the worker waits with its mail held, and hears of the end by a message to itself.</summary>
internal class DeferralWorker : UntypedActor
{
    // idle ──Deferral, not over at once──► waiting ──RunReleased (returned, or given up)──► idle
    private readonly WorkerSynchronizationContext _synchronization;
    private readonly WorkerMessageQueue _mail;
    private readonly WorkerActivity _activity;
    private readonly PoolActivity _pool;

    /// <summary>The deferral at hand. Null between deferrals.</summary>
    private Deferral? _taken;

    /// <summary>The run that the worker waits for. Null while it waits for none.</summary>
    private DeferralRun? _waiting;

    /// <param name="parts">The host's.</param>
    /// <param name="pool">The activity of its pool or lane.</param>
    /// <param name="keepsThread">Whether its dispatcher is one thread, which its code leaves only where that thread waits for the code.</param>
    public DeferralWorker(WorkerParts parts, PoolActivity pool, bool keepsThread = false)
    {
        Parts = parts;
        _pool = pool;
        _mail = WorkerMessageQueue.Of((ActorCell)Context);
        // A worker before this one, of the same mailbox, may have been restarted while it waited.
        _mail.Release();
        _activity = new WorkerActivity(_mail);
        _synchronization = new WorkerSynchronizationContext(Context.Dispatcher, keepsThread, parts.Continuations, parts.Log, Self.Path.Name);
    }

    protected WorkerParts Parts { get; }

    protected override void PreStart() => _pool.Join(_activity);

    protected override void OnReceive(object message)
    {
        if (message is DeferralEnvelope envelope)
            Take(envelope.Deferral);
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
        _taken = deferral;
        _activity.Enter(deferral);
        if (!deferral.TryStart())
        {
            Leave();
            return;
        }

        // What the one before left in the ExecutionContext ends here, and so does what this one leaves.
        EmptyExecutionContext.Restore();
        _synchronization.Occupy();
        try
        {
            Run(deferral);
        }
        finally
        {
            _synchronization.Vacate();
            EmptyExecutionContext.Restore();
        }
    }

    /// <summary>The mail that this worker has not come to stays in the mailbox: for the next worker of it after a restart, for the dead letters after a stop.</summary>
    protected override void PostStop()
    {
        _pool.Leave(_activity);
        _synchronization.Stop();
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
            Leave();
        }
    }

    /// <summary>Whether a run has nobody any more when its worker stops. Else it ends as it would have.</summary>
    private protected virtual bool IsLostWithWorker(Deferral deferral) => true;

    /// <summary>Called before the code runs, on its thread.</summary>
    protected virtual void Entering(Deferral deferral)
    {
    }

    /// <summary>Called once per task that was not complete at once, before it is awaited.</summary>
    protected virtual void Observe(Deferral deferral, Task task)
    {
    }

    protected virtual Task? Start(Deferral deferral, DeferralRun? run) => deferral.Work.Start(run);

    private void Run(Deferral deferral)
    {
        var surroundings = default(DeferralSurroundings);
        try
        {
            surroundings.Put(Parts, deferral);
            Entering(deferral);
        }
        catch (Exception e)
        {
            // A propagator, a listener or a logger: the user's code as much as the work, which without its surroundings does not run.
            deferral.TryEnd(Fate.Failed, exception: e);
            deferral.CodeReturned();
            End(deferral, surroundings);
            return;
        }

        if (RunsWithoutContext(deferral))
            RunWithoutContext(deferral, surroundings);
        else
            RunSurrounded(deferral, surroundings);
    }

    private protected virtual bool RunsWithoutContext(Deferral deferral) => deferral.Work.RunsWithoutContext && !deferral.Plan.HasTimeout;

    private void RunWithoutContext(Deferral deferral, in DeferralSurroundings surroundings)
    {
        try
        {
            deferral.Work.Start(null);
            deferral.TryEnd(Fate.Ran);
        }
        catch (Exception e)
        {
            deferral.TryEnd(Fate.Failed, exception: e);
        }

        // The drain may have given it its fate while it ran.
        deferral.CodeReturned();
        End(deferral, surroundings);
    }

    private void RunSurrounded(Deferral deferral, in DeferralSurroundings surroundings)
    {
        var run = new DeferralRun(deferral, Parts);
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
                if (deferral.Work.HasServices)
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
                End(deferral, surroundings);
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
            Leave();
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
        _waiting = null;
        Become(OnReceive);
        _mail.Release();
        Leave();
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
            surroundings.TakeAway(Parts, run.Deferral);
        }
        finally
        {
            // Whatever a listener throws: the worker waits for this.
            run.Release();
        }
    }

    private void End(Deferral deferral, in DeferralSurroundings surroundings)
    {
        try
        {
            surroundings.TakeAway(Parts, deferral);
        }
        finally
        {
            // Whatever a listener throws: the routee's load is counted.
            Leave();
        }
    }

    /// <summary>The worker is done with the deferral at hand: its code has returned, or was given up, or never began.</summary>
    private void Leave()
    {
        _activity.Leave();
        _taken!.LeaveWorker();
        _taken = null;
    }
}
