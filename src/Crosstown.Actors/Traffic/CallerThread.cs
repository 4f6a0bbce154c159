using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Pools;

namespace Crosstown.Actors.Traffic;

/// <summary>Runs deferrals on the thread of their callers: without a request by <c>run-now</c>, or where no slot is free by <c>run-inline</c>.</summary>
internal static class CallerThread
{
    /// <summary>
    /// Runs synchronous work on the caller's thread, which the application must have chosen. Returns the exception that it threw, or null. The work begins with the caller's
    /// ExecutionContext; AsyncLocals, culture and activity that it sets end with it.
    /// </summary>
    public static Exception? Run(Deferral deferral, TrafficParts parts)
    {
        deferral.TryStart();
        // A context whose flow is suppressed can be neither captured nor run.
        var isSuppressed = ExecutionContext.IsFlowSuppressed();
        if (isSuppressed)
            ExecutionContext.RestoreFlow();
        try
        {
            var run = deferral.Work.HasServices ? parts.OpenRun(deferral) : null;
            ExecutionContext.Run(ExecutionContext.Capture()!, static state => Start(((Work, DeferralRun?))state!), (deferral.Work, run));
            deferral.TryEnd(Fate.Ran, "run on the caller's thread");
        }
        catch (Exception e)
        {
            deferral.TryEnd(Fate.Failed, exception: e);
        }
        finally
        {
            if (isSuppressed)
                ExecutionContext.SuppressFlow();
        }

        return deferral.Exception;
    }

    private static void Start((Work Work, DeferralRun? Run) state)
    {
        if (state.Run is not { } run)
        {
            state.Work.Start(null);
            return;
        }

        Exception? thrown = null;
        try
        {
            run.Begin();
            TrafficContext.Current.Value = run.Context;
            state.Work.Start(run);
        }
        catch (Exception e)
        {
            thrown = e;
        }

        // The caller has asked to wait for the work, and so for the end of its DI scope, which must not need this thread. ExecutionContext.Run restores the context.
        SynchronizationContext.SetSynchronizationContext(null);
        run.EndAsync(thrown).GetAwaiter().GetResult();
    }
}
