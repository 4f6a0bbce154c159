using Akka.Configuration;

namespace Crosstown.Actors.Settings;

/// <summary>The settings of the pools' threads. They are checked only if the pools' dispatcher has Crosstown's own executor.</summary>
internal static class PoolExecutorSettings
{
    public const string Dispatcher = "crosstown.dispatchers.pool";
    public const string ThreadCount = "dedicated-thread-pool.thread-count";
    public const int MostThreads = 1024;
    private const string Executor = "Crosstown.Actors.Pools.PoolExecutorConfigurator";

    public static void Check(Config whole, SettingsReader section)
    {
        if (whole.GetString($"{Dispatcher}.type", null) != "Dispatcher"
            || whole.GetString($"{Dispatcher}.executor", null) is not { } executor || Type.GetType(executor)?.FullName != Executor)
        {
            return;
        }

        section.RefuseUnknownIn("dispatchers.pool.dedicated-thread-pool", "thread-count = 16", "thread-count");
        section.Int($"dispatchers.pool.{ThreadCount}", 1, MostThreads);
    }
}
