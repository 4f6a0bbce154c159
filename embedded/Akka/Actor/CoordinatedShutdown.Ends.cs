namespace Akka.Actor;

// How it begins when the process ends, and how it ends system and process.
public sealed partial class CoordinatedShutdown
{
    private EventHandler _processExit;

    private void RegisterTermination(Config config) =>
        AddTask(PhaseActorSystemTerminate, "terminate-system", () => TerminateAsync(config));

    private async Task<Done> TerminateAsync(Config config)
    {
        var settings = SettingsFor(ShutdownReason, config);
        var exits = settings.GetBoolean("exit-clr");
        var code = settings.GetInt("exit-code");
        if (settings.GetBoolean("terminate-actor-system"))
        {
            var timeout = Timeout(PhaseActorSystemTerminate);
            ((ActorSystemImpl)System).FinalTerminate();
            try
            {
                await System.WhenTerminated.WaitAsync(exits ? timeout : global::System.Threading.Timeout.InfiniteTimeSpan).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // The process ends all the same: that is what exit-clr promises.
            }
        }

        if (exits)
        {
            // Not through our own hook again: it would wait for us.
            AppDomain.CurrentDomain.ProcessExit -= _processExit;
            _done.TrySetResult(Done.Instance);
            Environment.Exit(code);
        }

        return Done.Instance;
    }

    /// <summary>The section, under what it says for this reason: exit-clr, exit-code and terminate-actor-system.</summary>
    private static Config SettingsFor(Reason reason, Config config)
    {
        var type = reason.GetType();
        foreach (var name in new[] { $"{type.FullName}, {type.Assembly.GetName().Name}", $"{type.FullName}, Akka", type.FullName })
        {
            if (config.GetConfig($"reason-overrides.\"{name}\"") is { } overrides)
                return overrides.WithFallback(config);
        }

        return config;
    }

    private void RegisterClrHook(Config config)
    {
        if (!config.GetBoolean("run-by-clr-shutdown-hook"))
            return;
        _processExit = (_, _) =>
        {
            if (System.WhenTerminated.IsCompleted)
                return;
            _log.Info("Starting coordinated shutdown from CLR termination hook.");
            try
            {
                Run(ClrExitReason.Instance).Wait(TotalTimeout);
            }
            catch (AggregateException failure)
            {
                _log.Warning("CoordinatedShutdown from CLR shutdown failed: {0}", failure.InnerException?.Message);
            }
        };
        AppDomain.CurrentDomain.ProcessExit += _processExit;
        // The domain must not hold a system that has ended.
        System.RegisterOnTermination(() => AppDomain.CurrentDomain.ProcessExit -= _processExit);
    }
}
