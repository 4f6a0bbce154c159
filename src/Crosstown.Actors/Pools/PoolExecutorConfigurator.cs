using System.Globalization;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Crosstown.Actors.Settings;

namespace Crosstown.Actors.Pools;

/// <summary>What a dispatcher names to have a <see cref="PoolExecutor"/>: <c>executor = "Crosstown.Actors.Pools.PoolExecutorConfigurator, Crosstown.Actors"</c>.</summary>
internal sealed class PoolExecutorConfigurator : ExecutorServiceConfigurator
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);
    private readonly int _threads;

    /// <summary>Called by Akka.NET with the dispatcher's own section.</summary>
    /// <exception cref="ConfigurationException">The number of threads is none.</exception>
    public PoolExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
        var text = config.GetString(PoolExecutorSettings.ThreadCount, "missing");
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _threads) || _threads is < 1 or > PoolExecutorSettings.MostThreads)
            throw new ConfigurationException(string.Create(CultureInfo.InvariantCulture, $"{config.GetString("id", "dispatcher")}.{PoolExecutorSettings.ThreadCount} is {text}; it must be 1 to {PoolExecutorSettings.MostThreads}."));
    }

    public override ExecutorService Produce(string id)
    {
        var events = Prerequisites.EventStream;
        return new PoolExecutor(id, _threads, KeepAlive, exception => events.Publish(new Error(exception, id, typeof(PoolExecutor), "The work of a thread has thrown; the thread goes on.")));
    }
}
