using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Failures;
using Crosstown.Actors.Filters;
using Crosstown.Actors.Handlers;
using Crosstown.Actors.Traffic;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.TestKit.Recording;

/// <summary>Runs the deferrals of a <see cref="RecordingTraffic"/> in the test's flow, each in a DI scope of its own, within the filters of its services. Their failure handlers get what failed.</summary>
internal sealed class RecordingRunner(ITraffic traffic, IServiceProvider? services)
{
    private readonly DecoratedDelegates _delegates = new();

    private readonly Lazy<HandlerRegistry> _handlers = new(() => new HandlerRegistry(services?.GetServices<MessageInvoker>() ?? []));

    private readonly Lazy<FilterRegistry> _filters = new(() => new FilterRegistry(services?.GetServices<FilterRegistration>() ?? []));

    /// <summary>The plan of a deferral of this work.</summary>
    /// <exception cref="ArgumentException">The options say both SameThread and a pool; <see cref="ArgumentOutOfRangeException"/> for a timeout out of its range.</exception>
    /// <exception cref="FormatException">A value of the work's attribute cannot be read.</exception>
    public DeferralPlan PlanOf(Work work, DeferralOptions? options)
    {
        if (work is not MessageWork { Message: { } message })
            return RecordedPlan.Of(options, work.Delegate is { } code ? _delegates.Of(code) : null);
        return RecordedPlan.Of(options.WithKeysOf(message), _handlers.Value.Find(message)?.Decorated);
    }

    /// <summary>Gives the deferral its fate, unless it has one. Throws where a failure handler throws.</summary>
    public async Task RunAsync(Deferral deferral, CancellationToken cancellationToken)
    {
        var message = deferral.Work.Message;
        if (!deferral.TryStart())
            return;
        await RunCodeAsync(deferral, cancellationToken).ConfigureAwait(false);
        // A filter may have given it its fate.
        deferral.CodeReturned();
        if (deferral.Fate is Fate.Failed)
            await HandleAsync(new TrafficFailure(deferral, message), cancellationToken).ConfigureAwait(false);
    }

    private async Task RunCodeAsync(Deferral deferral, CancellationToken cancellationToken)
    {
        HostlessRun? run = null;
        try
        {
            await using var scope = services?.GetService<IServiceScopeFactory>()?.CreateAsyncScope() ?? default(AsyncServiceScope?);
            run = new HostlessRun(deferral, scope?.ServiceProvider ?? services, traffic, cancellationToken);
            deferral.Attach(run);
            // Ends with this method. A decorated method that the work calls finds this traffic.
            TrafficContext.Current.Value = run.Resolve<TrafficContext>();
            if (StartFiltered(deferral, run) is { } running)
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

    private async Task HandleAsync(TrafficFailure failure, CancellationToken cancellationToken)
    {
        foreach (var type in services?.GetServices<FailureHandlerRegistration>().Select(static registration => registration.Handler).Distinct() ?? [])
        {
            await using var scope = services!.CreateAsyncScope();
            await ((ITrafficFailureHandler)scope.ServiceProvider.GetRequiredService(type)).HandleAsync(failure, cancellationToken).ConfigureAwait(false);
        }
    }

    // A message to an actor is not surrounded by filters: no code of a handler runs.
    private Task? StartFiltered(Deferral deferral, HostlessRun run) =>
        !deferral.Work.IsHandedOver && _filters.Value.Of(deferral.Pool) is { } filters ? filters.RunAsync(run, code => Start(deferral, code)) : Start(deferral, run);

    private Task? Start(Deferral deferral, IDeferralRun run)
    {
        if (deferral.Work is not MessageWork { Message: { } message })
            return deferral.Work.Start(run);
        var handler = _handlers.Value.Find(message)
            ?? throw new InvalidOperationException($"No handler of {message.GetType()} is registered in the services of this RecordingTraffic; add services.AddTrafficHandler<THandler>().");
        return handler.InvokeAsync(run, message);
    }
}
