using System.Diagnostics;
using Akka.Actor;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Requests;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Pools;

/// <summary>A routee: runs one deferral at a time. While one waits for something the mailbox is suspended, so that routers see a busy routee.</summary>
internal class TrafficWorker : UntypedActor
{
    private readonly WorkerSynchronizationContext _synchronization;

    /// <summary>The one that waits, for which the mailbox is suspended. Null between deferrals.</summary>
    private DeferralRun? _waiting;

    public TrafficWorker(TrafficSystem system)
    {
        TrafficSystem = system;
        _synchronization = new WorkerSynchronizationContext(Context.Dispatcher, system.Log, Self.Path.Name);
    }

    protected TrafficSystem TrafficSystem { get; }

    protected override void OnReceive(object message)
    {
        if (message is not Deferral deferral)
        {
            Unhandled(message);
            return;
        }

        if (!deferral.TryStart())
        {
            Left(deferral, null);
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

    protected override void PostStop() => _waiting?.LoseRoutee();

    /// <summary>Called once per message, when the routee is done with it.</summary>
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
        var system = TrafficSystem;
        var startedAt = 0L;
        Activity? activity = null;
        IDisposable? scope = null;
        try
        {
            deferral.Captured?.Restore(system.Propagators);
            if (system.Metrics.MeasuresRuns)
            {
                startedAt = system.Clock.GetTimestamp();
                system.Metrics.Started(deferral, startedAt);
            }

            activity = CrosstownActivitySource.Start(deferral, system.Settings.Trace);
            scope = system.Settings.LogScope && system.Log.IsEnabled(LogLevel.Critical) ? system.Log.BeginScope(new DeferralScope(deferral)) : null;
            Entering(deferral);
        }
        catch (Exception e)
        {
            // A propagator, a listener or a logger: the user's code as much as the work, which without its surroundings does not run.
            deferral.TryEnd(Fate.Failed, exception: e);
            deferral.Leave();
            End(deferral, null, new Surroundings(startedAt, activity, scope));
            return;
        }

        var surroundings = new Surroundings(startedAt, activity, scope);
        if (RunsBare(deferral))
            RunBare(deferral, surroundings);
        else
            RunSurrounded(deferral, surroundings);
    }

    private protected virtual bool RunsBare(Deferral deferral) => deferral.IsBare && !deferral.Plan.HasTimeout;

    private void RunBare(Deferral deferral, in Surroundings surroundings)
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

    private void RunSurrounded(Deferral deferral, in Surroundings surroundings)
    {
        var run = new DeferralRun(deferral, TrafficSystem);
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

            _waiting = run;
            var driven = DriveAsync(run, task ?? Task.CompletedTask, thrown, surroundings);
            if (driven.IsCompleted)
                _waiting = null;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }

        if (_waiting is null)
            return;
        CleanContext.Restore();
        // The mailbox is suspended until the code has returned, or has been given up.
        RunTask(async () =>
        {
            await run.Released;
            _waiting = null;
            // Given up, its code may still run: it has left this routee all the same.
            run.Deferral.LeaveRoutee();
        });
    }

    /// <summary>Its continuations come back by the synchronization context: to the pool's threads, or to the lane's one.</summary>
    private async Task DriveAsync(DeferralRun run, Task task, Exception? thrown, Surroundings surroundings)
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

        await run.EndAsync(thrown);
        End(run.Deferral, run, surroundings);
    }

    private void End(Deferral deferral, DeferralRun? run, in Surroundings surroundings)
    {
        try
        {
            if (surroundings.StartedAt != 0)
                TrafficSystem.Metrics.Ran(deferral, surroundings.StartedAt);
            if (surroundings.Activity is { } activity)
                CrosstownActivitySource.End(activity, deferral);
            surroundings.Scope?.Dispose();
        }
        finally
        {
            // Whatever a listener throws: the lane counts those it holds.
            Left(deferral, run);
        }
    }

    /// <summary>What is put around one deferral and taken away after it.</summary>
    private readonly record struct Surroundings(long StartedAt, Activity? Activity, IDisposable? Scope);
}
