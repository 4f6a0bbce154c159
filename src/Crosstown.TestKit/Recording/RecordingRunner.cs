using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Handlers;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.TestKit.Recording;

/// <summary>Runs the deferrals of a <see cref="RecordingTraffic"/> in the test's flow, each in a DI scope of its own.</summary>
internal sealed class RecordingRunner(ITraffic traffic, IServiceProvider? services)
{
    private readonly DecoratedDelegates _delegates = new();

    private readonly Lazy<HandlerRegistry> _handlers = new(() => new HandlerRegistry(services?.GetServices<MessageInvoker>() ?? []));

    /// <summary>The plan of a deferral of this work.</summary>
    /// <exception cref="ArgumentException">The options say both SameThread and a pool; <see cref="ArgumentOutOfRangeException"/> for a timeout out of its range.</exception>
    /// <exception cref="FormatException">A value of the work's attribute cannot be read.</exception>
    public DeferralPlan PlanOf(Work work, DeferralOptions? options)
    {
        if (work is not MessageWork { Message: { } message })
            return RecordedPlan.Of(options, work.Delegate is { } code ? _delegates.Of(code) : null);
        if (options?.Key is null && message is ITrafficCall { Key: { } key })
            options = (options ?? new()) with { Key = key };
        return RecordedPlan.Of(options, _handlers.Value.Find(message)?.Decorated);
    }

    /// <summary>Gives the deferral its fate, unless it has one.</summary>
    public async Task RunAsync(Deferral deferral, CancellationToken cancellationToken)
    {
        if (!deferral.TryStart())
            return;
        HostlessRun? run = null;
        try
        {
            await using var scope = services?.GetService<IServiceScopeFactory>()?.CreateAsyncScope() ?? default(AsyncServiceScope?);
            run = new HostlessRun(deferral, scope?.ServiceProvider ?? services, traffic, cancellationToken);
            deferral.Attach(run);
            // Ends with this method. A decorated method that the work calls finds this traffic.
            TrafficContext.Current.Value = run.Resolve<TrafficContext>();
            if (Start(deferral, run) is { } running)
                await running.ConfigureAwait(false);
            deferral.TryEnd(Fate.Ran);
        }
        catch (OperationCanceledException) when (run is { IsCancelled: true })
        {
            deferral.TryEnd(Fate.Cancelled, "cancelled by its receipt while it ran");
        }
        catch (Exception e)
        {
            deferral.TryEnd(Fate.Failed, exception: e);
        }
    }

    private Task? Start(Deferral deferral, HostlessRun run)
    {
        if (deferral.Work is not MessageWork { Message: { } message })
            return deferral.Work.Start(run);
        var handler = _handlers.Value.Find(message)
            ?? throw new InvalidOperationException($"No handler of {message.GetType()} is registered in the services of this RecordingTraffic; add services.AddTrafficHandler<THandler>().");
        return handler.InvokeAsync(run, message);
    }
}
