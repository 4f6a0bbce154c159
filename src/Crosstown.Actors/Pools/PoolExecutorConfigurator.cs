using System.Globalization;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Crosstown.Actors.Settings;

namespace Crosstown.Actors.Pools;

/// <summary>Makes a <see cref="PoolExecutor"/> for a dispatcher that has <c>executor = "Crosstown.Actors.Pools.PoolExecutorConfigurator, Crosstown.Actors"</c>. Idle threads end after 30 s.</summary>
internal sealed class PoolExecutorConfigurator : ExecutorServiceConfigurator
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);
    private readonly int _threads;

    /// <summary>Called by Akka.NET with the dispatcher's own section.</summary>
    /// <exception cref="ConfigurationException"><c>thread-count</c> is not a number from 1 to 1024.</exception>
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
        return new PoolExecutor(id, _threads, KeepAlive, exception => events.Publish(new Error(exception, id, typeof(PoolExecutor), "Work on a pool thread threw; the thread goes on.")));
    }
}
