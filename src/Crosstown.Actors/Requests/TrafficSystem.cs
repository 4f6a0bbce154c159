using Akka.Actor;

namespace Crosstown.Actors.Requests;

/// <summary>The process-wide centre: settings, admission, ledger, metrics, handlers, and the supervisor once the actor system has started. One per host, a DI singleton.</summary>
internal sealed class TrafficSystem
{
    public TrafficSystem(CrosstownSettings settings, IServiceProvider services, ILoggerFactory loggers) =>
        throw new NotImplementedException($"{settings}{services}{loggers}");

    public CrosstownSettings Settings => throw new NotImplementedException();

    /// <summary>Starts <c>/user/crosstown</c> (supervisor, pools, lanes) and the drain task in CoordinatedShutdown. Once.</summary>
    public void Start(ActorSystem system) => throw new NotImplementedException(system.Name);

    /// <summary>Whether <see cref="Start"/> has run.</summary>
    public bool IsStarted => throw new NotImplementedException();

    /// <summary>Traffic for work without a request, per <c>crosstown.without-request</c>.</summary>
    public ITraffic WithoutRequest => throw new NotImplementedException();
}
