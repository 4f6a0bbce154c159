using Crosstown.Actors.Deferrals;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.TestKit.Recording;

/// <summary>The running code of a deferral without a host.</summary>
internal sealed class HostlessRun(Deferral deferral, IServiceProvider? services, ITraffic traffic, CancellationToken cancellationToken) : IDeferralRun
{
    private readonly CancellationTokenSource _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private TrafficContext? _context;

    public CancellationToken Token => _cancellation.Token;

    public bool IsCancelled { get; private set; }

    public TService Resolve<TService>()
        where TService : notnull
    {
        if (typeof(TService) == typeof(TrafficContext))
            return (TService)(object)(_context ??= new TrafficContext(deferral, services, traffic));
        return (services ?? throw new InvalidOperationException(
            $"{deferral} needs a {typeof(TService)}, and this RecordingTraffic has no services. Give it some: new RecordingTraffic(services).")).GetRequiredService<TService>();
    }

    public void Cancel(CancelCause cause)
    {
        IsCancelled = true;
        _cancellation.Cancel();
    }
}
