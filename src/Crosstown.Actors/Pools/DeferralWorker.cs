using Akka.Actor;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Filters;

namespace Crosstown.Actors.Pools;

/// <summary>Runs one deferral at a time, as a routee of a pool or for a lane. While the code of a deferral awaits, the worker waits with its mail held, until <see cref="RunReleased"/> arrives.</summary>
internal class DeferralWorker : UntypedActor
{
    // idle ──DeferralEnvelope whose code awaits──► waiting ──RunReleased (the code has returned, or was given up after abandon-after)──► idle
    private readonly WorkerSynchronizationContext _synchronization;
    private readonly WorkerMessageQueue _mail;
    private readonly WorkerActivity _activity;
    private readonly PoolActivity _pool;
    private readonly FilterPipeline? _filters;

    /// <summary>The deferral that the worker has taken and not left. Null between deferrals.</summary>
    private Deferral? _current;

    /// <summary>The run that the worker waits for. Null while idle.</summary>
    private DeferralRun? _waiting;

    /// <param name="parts">The host's services for workers.</param>
    /// <param name="pool">The activity of its pool or lane.</param>
    /// <param name="keepsThread">Whether the dispatcher has one thread only, and continuations must run on it unless that thread is itself blocked, perhaps on them.</param>
    /// <param name="filters">The filters around each run; null for none.</param>
    public DeferralWorker(WorkerParts parts, PoolActivity pool, bool keepsThread = false, FilterPipeline? filters = null)
    {
        Parts = parts;
        _pool = pool;
        _filters = filters;
        _mail = WorkerMessageQueue.Of((ActorCell)Context);
        // After a restart the mailbox is still that of the worker before this one, which may have held the mail.
        _mail.Release();
        _activity = new WorkerActivity(_mail);
        _synchronization = new WorkerSynchronizationContext(Context.Dispatcher, keepsThread, parts.Continuations, parts.Log, pool.Name);
    }

    protected WorkerParts Parts { get; }

    protected override void PreStart() => _pool.Add(_activity);

    protected override void OnReceive(object message)
    {
        if (message is DeferralEnvelope envelope)
            Take(envelope.Deferral);
        else if (message is WorkerMessage own)
            ReceiveOwn(own);
        else
            Unhandled(message);
    }

    /// <summary>Called for each message of the worker to itself, other than the end of the run for which it waits: also for one about a run for which it no longer waits.</summary>
    protected virtual void ReceiveOwn(WorkerMessage message)
    {
    }

    private void Waiting(object message)
    {
        if (message is RunReleased released)
        {
            if (ReferenceEquals(released.Run, _waiting))
                StopWaiting();
        }
        else if (message is WorkerMessage own)
        {
            ReceiveOwn(own);
        }
        else
        {
            Unhandled(message);
        }
    }

    private void Take(Deferral deferral)
    {
        _current = deferral;
        _activity.Begin(deferral);
        if (deferral.Plan.Waits?.StartWithin is { } within && Parts.Clock.GetElapsedTime(deferral.ReleasedAt) > within)
            deferral.Expire();
        if (!deferral.TryStart())
        {
            Leave();
            return;
        }

        // Restored before and after the run: AsyncLocals set by one deferral must not reach the next.
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

    /// <summary>Unreceived mail stays in the mailbox: after a restart the next worker receives it, after a stop it becomes dead letters.</summary>
    protected override void PostStop()
    {
        _pool.Remove(_activity);
        _synchronization.Stop();
        if (_waiting is not { } run)
            return;
        _waiting = null;
        try
        {
            if (IsLostWithWorker(run))
                run.OnWorkerStopped();
        }
        finally
        {
            _activity.End();
            if (!run.TryLeaveForWorker())
                run.Deferral.LeaveWorker();
            _current = null;
        }
    }

    /// <summary>Whether a running deferral fails when its worker stops. If not, the run ends later by itself and gives the deferral its fate.</summary>
    private protected virtual bool IsLostWithWorker(DeferralRun run) => true;

    /// <summary>Called before the code runs, on its thread.</summary>
    protected virtual void Entering(Deferral deferral)
    {
    }

    /// <summary>Called once per task that was not complete at once, before it is awaited.</summary>
    protected virtual void Observe(Deferral deferral, Task task)
    {
    }

    /// <param name="run">The run.</param>
    /// <param name="code">The run as its code sees it: through the filters, if there are any.</param>
    private protected virtual Task? Start(DeferralRun run, IDeferralRun code) => run.Deferral.Work.Start(code);

    private Task StartFiltered(DeferralRun run, FilterPipeline filters)
    {
        // The filters have the run's DI scope, and so the injected traffic of a filter, or of what it uses, is nested.
        TrafficContext.Current.Value = run.Context;
        return filters.RunAsync(run, code => Start(run, code));
    }

    private void Run(Deferral deferral)
    {
        var surroundings = default(DeferralSurroundings);
        try
        {
            surroundings.Begin(Parts, deferral);
            Entering(deferral);
        }
        catch (Exception e)
        {
            // A propagator, a listener or a logger threw. The work may need its context, so it does not run, and the deferral fails.
            deferral.TryEnd(Fate.Failed, exception: e);
            deferral.CodeReturned();
            End(deferral, surroundings);
            return;
        }

        if (_filters is null && RunsWithoutContext(deferral))
            RunWithoutContext(deferral, surroundings);
        else
            RunWithContext(deferral, surroundings);
    }

    private protected virtual bool RunsWithoutContext(Deferral deferral) => deferral.Work.RunsWithoutContext && !deferral.Plan.HasTimeout && deferral.Plan.Waits?.Retry is null;

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

        // Needed if the drain gave the deferral its fate while the code ran: then the slot is given back here.
        deferral.CodeReturned();
        End(deferral, surroundings);
    }

    private void RunWithContext(Deferral deferral, in DeferralSurroundings surroundings)
    {
        var run = new DeferralRun(deferral, Parts);
        // This thread belongs to the dispatcher, so the dispatcher has a free thread: continuations that this run posts need not be offered to .NET's thread pool at once.
        _synchronization.ReportFreeThread();
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
                task = _filters is null ? Start(run, run) : StartFiltered(run, _filters);
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
        // Held instead of suspended: the cell of a suspended mailbox does not handle its children's failures.
        _mail.Hold();
        Become(Waiting);
    }

    private void StopWaiting()
    {
        _waiting = null;
        Become(OnReceive);
        _mail.Release();
        Leave();
    }

    /// <summary>Awaits the code and ends its run. Continuations come back through the synchronization context: to the pool's threads, or to the lane's one thread.</summary>
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
            surroundings.End(Parts, run.Deferral);
        }
        finally
        {
            // Also when a listener throws: without this message the worker would wait for ever.
            run.Release();
        }
    }

    private void End(Deferral deferral, in DeferralSurroundings surroundings)
    {
        try
        {
            surroundings.End(Parts, deferral);
        }
        finally
        {
            // Also when a listener throws: the routee's load must be counted down.
            Leave();
        }
    }

    /// <summary>Ends the worker's part in the current deferral: its code has returned, was given up after abandon-after, or never began.</summary>
    private void Leave()
    {
        _activity.End();
        _current!.LeaveWorker();
        _current = null;
    }
}
