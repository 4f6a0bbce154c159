using System.Collections.Concurrent;

namespace Akka.Actor;

// idle ──first Run──► running: phase after phase, the tasks of one all at once ──last phase, or a failure in one without recover──► done
/// <summary>Runs tasks in the order of the phases that <c>akka.coordinated-shutdown.phases</c> defines, once.</summary>
public sealed partial class CoordinatedShutdown : IExtension
{
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";
    public const string PhaseServiceUnbind = "service-unbind";
    public const string PhaseServiceRequestsDone = "service-requests-done";
    public const string PhaseServiceStop = "service-stop";
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";
    public const string PhaseClusterLeave = "cluster-leave";
    public const string PhaseClusterExiting = "cluster-exiting";
    public const string PhaseClusterExitingDone = "cluster-exiting-done";
    public const string PhaseClusterShutdown = "cluster-shutdown";
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private readonly Dictionary<string, ShutdownPhase> _phases;
    private readonly List<string> _order;
    private readonly ILoggingAdapter _log;

    /// <summary>In the order added; replaced whole on every change.</summary>
    private readonly ConcurrentDictionary<string, (string Name, Func<Task<Done>> Task)[]> _tasks = new();
    private readonly TaskCompletionSource<Done> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Reason _reason;

    internal CoordinatedShutdown(ExtendedActorSystem system)
    {
        System = system;
        _log = Logging.GetLogger(system, GetType());
        var config = system.Settings.Config.GetConfig("akka.coordinated-shutdown");
        _phases = ShutdownPhase.ReadAll(config);
        _order = ShutdownPhase.Sort(_phases);
        RegisterTermination(config);
        RegisterClrHook(config);
    }

    public ExtendedActorSystem System { get; }

    /// <value>Null until <see cref="Run"/>.</value>
    public Reason ShutdownReason => Volatile.Read(ref _reason);

    /// <summary>The sum of the timeouts of the phases that have tasks.</summary>
    public TimeSpan TotalTimeout => _tasks.Keys.Aggregate(TimeSpan.Zero, (sum, phase) => sum + Timeout(phase));

    public static CoordinatedShutdown Get(ActorSystem sys) => sys.WithExtension<CoordinatedShutdown, CoordinatedShutdownExtension>();

    /// <summary>Adds a task to a phase. The tasks of one phase run concurrently; one added to a phase that has begun does not run.</summary>
    /// <exception cref="ArgumentException">The configuration has no such phase, or a name is empty.</exception>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        RequireKnown(phase);
        ArgumentException.ThrowIfNullOrEmpty(taskName);
        ArgumentNullException.ThrowIfNull(task);
        _tasks.AddOrUpdate(phase, _ => [(taskName, task)], (_, added) => [.. added, (taskName, task)]);
    }

    /// <summary>Starts the shutdown; a later call changes nothing and gets the same task.</summary>
    /// <param name="reason">Kept as <see cref="ShutdownReason"/>; picks the settings in <c>reason-overrides</c>.</param>
    /// <param name="fromPhase">Null: all phases. Else that one and those that come after it.</param>
    public Task<Done> Run(Reason reason, string fromPhase = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        if (fromPhase is not null)
            RequireKnown(fromPhase);
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
            _ = Task.Run(() => RunPhasesAsync(fromPhase is null ? 0 : _order.IndexOf(fromPhase)));
        return _done.Task;
    }

    /// <exception cref="ArgumentException">The configuration has no such phase.</exception>
    public TimeSpan Timeout(string phase)
    {
        RequireKnown(phase);
        return _phases[phase].Timeout;
    }

    private void RequireKnown(string phase)
    {
        ArgumentException.ThrowIfNullOrEmpty(phase);
        if (!_phases.ContainsKey(phase))
        {
            throw new ArgumentException(
                $"Unknown phase [{phase}]; known phases [{string.Join(", ", _order)}]. "
                + "All phases (along with their optional dependencies) must be defined in configuration.",
                nameof(phase));
        }
    }

    private async Task RunPhasesAsync(int from)
    {
        try
        {
            foreach (var name in _order.Skip(from))
                await RunPhaseAsync(name, _phases[name]).ConfigureAwait(false);
            _done.TrySetResult(Done.Instance);
        }
        catch (Exception failure)
        {
            _done.TrySetException(failure);
        }
    }

    private async Task RunPhaseAsync(string name, ShutdownPhase phase)
    {
        if (!_tasks.TryGetValue(name, out var tasks))
        {
            _log.Debug("Performing phase [{0}] with [0] tasks.", name);
            return;
        }

        if (!phase.IsEnabled)
        {
            _log.Info("Phase [{0}] is disabled through configuration, skipping [{1}] tasks.", name, tasks.Length);
            return;
        }

        _log.Debug("Performing phase [{0}] with [{1}] tasks: [{2}]", name, tasks.Length, string.Join(", ", tasks.Select(static task => task.Name)));
        var all = Task.WhenAll(tasks.Select(task => Task.Run(() => RunTaskAsync(name, phase, task.Name, task.Task))));
        try
        {
            await all.WaitAsync(phase.Timeout).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!all.IsCompleted)
        {
            // What it throws later is nobody's any more.
            _ = all.ContinueWith(static late => late.Exception, TaskScheduler.Default);
            if (!phase.Recovers)
                throw new TimeoutException($"Coordinated shutdown phase [{name}] timed out after {phase.Timeout}");
            if (name != PhaseActorSystemTerminate)
                _log.Warning("Coordinated shutdown phase [{0}] timed out after {1}", name, phase.Timeout);
        }
    }

    private async Task RunTaskAsync(string phaseName, ShutdownPhase phase, string name, Func<Task<Done>> task)
    {
        try
        {
            await task().ConfigureAwait(false);
        }
        catch (Exception failure) when (phase.Recovers)
        {
            _log.Warning(failure, "Task [{0}] failed in phase [{1}]: {2}", name, phaseName, failure.Message);
        }
    }
}
