namespace Akka.Actor.Internal;

// running ──Terminate──► coordinated shutdown ──FinalTerminate──► /user, /system and / stop ──► callbacks, scheduler ──► WhenTerminated
public partial class ActorSystemImpl
{
    private readonly TaskCompletionSource _whenTerminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _ending = new();
    /// <summary>Guarded by <see cref="_ending"/>; null once they run.</summary>
    private List<Action> _onTermination = [];
    private IActorRef _deadLetterListener;
    private int _terminating;

    public override Task WhenTerminated => _whenTerminated.Task;

    public override Task Terminate()
    {
        if (Settings.CoordinatedShutdownRunByActorSystemTerminate && LocalProvider.Guardian != null && !WhenTerminated.IsCompleted)
            CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        else
            FinalTerminate();
        return WhenTerminated;
    }

    public override void Abort() => FinalTerminate();

    public override void RegisterOnTermination(Action code)
    {
        ArgumentNullException.ThrowIfNull(code);
        lock (_ending)
        {
            if (_onTermination == null)
                throw new InvalidOperationException("ActorSystem already terminated.");
            _onTermination.Add(code);
        }
    }

    /// <summary>Stops the actors now. Any thread, any number of times.</summary>
    internal void FinalTerminate()
    {
        if (Interlocked.Exchange(ref _terminating, 1) != 0)
            return;
        Log.Debug("System shutdown initiated");
        if (!Settings.LogDeadLettersDuringShutdown && _deadLetterListener != null)
            Stop(_deadLetterListener);
        if (LocalProvider.Guardian == null)
        {
            // It never got as far as actors.
            Finish();
            return;
        }
        LocalProvider.Guardian.Stop();
    }

    /// <summary>The guardians end when told to, and also when a failure has escalated to them: either way the system ends with them.</summary>
    private void FinishWhenGuardiansHaveEnded() =>
        LocalProvider.TerminationTask.ContinueWith(static (_, system) => ((ActorSystemImpl)system).Finish(), this,
            CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    private void Finish()
    {
        List<Action> callbacks;
        lock (_ending)
        {
            callbacks = _onTermination;
            _onTermination = null;
        }
        for (var i = callbacks.Count - 1; i >= 0; i--)
        {
            try
            {
                callbacks[i]();
            }
            catch (Exception e)
            {
                Log.Error(e, "A callback registered by RegisterOnTermination failed: {0}", e.Message);
            }
        }
        try
        {
            Dispatchers.Shutdown();
            (Scheduler as IDisposable)?.Dispose();
            DisposeExtensions();
        }
        catch (Exception e)
        {
            Log.Error(e, "The end of the actor system failed: {0}", e.Message);
        }
        finally
        {
            _whenTerminated.TrySetResult();
        }
    }
}
