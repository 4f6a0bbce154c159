using Crosstown.Actors.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Failures;

/// <summary>Calls the application's failure handlers, each in a DI scope of its own and with its own timeout. Never throws.</summary>
internal sealed class FailureHandlers(
    IEnumerable<FailureHandlerRegistration> registrations, IServiceScopeFactory scopes, CrosstownSettings settings, TimeProvider clock, CrosstownLogger log)
{
    // Distinct: a handler that is registered twice, as by two libraries, is called once.
    private readonly Type[] _types = [.. registrations.Select(static registration => registration.Handler).Distinct()];

    public bool IsEmpty => _types.Length == 0;

    /// <summary>Calls all handlers, in the order of their registration, until <paramref name="stop"/> is cancelled.</summary>
    public async Task HandleAsync(TrafficFailure failure, CancellationToken stop)
    {
        foreach (var type in _types)
        {
            if (!stop.IsCancellationRequested)
                await HandleAsync(type, failure, stop).ConfigureAwait(false);
        }
    }

    private async Task HandleAsync(Type type, TrafficFailure failure, CancellationToken stop)
    {
        var timeout = new CancellationTokenSource(settings.FailureHandlerTimeout, clock);
        var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        var ends = both.Token;
        try
        {
            // On a thread of its own, so that a handler that blocks is given up, too.
            await Task.Run(() => CallAsync(type, failure, timeout, both), CancellationToken.None).WaitAsync(ends).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The end of the drain names the failure.
        }
        catch (OperationCanceledException e) when (ends.IsCancellationRequested)
        {
            Failed(new TimeoutException($"{type.Name} took longer than crosstown.failure-handler.timeout ({settings.FailureHandlerTimeout}).", e));
        }
        catch (Exception e)
        {
            Failed(e);
        }

        void Failed(Exception exception) => Log.FailureHandlerFailed(log, type.Name, failure.Deferral.Id, failure.Deferral.Kind, failure.Fate, exception);
    }

    /// <summary>Owns both sources: a handler that was given up may still ask for its token.</summary>
    private async Task CallAsync(Type type, TrafficFailure failure, CancellationTokenSource timeout, CancellationTokenSource both)
    {
        using (timeout)
        using (both)
        {
            await using var scope = scopes.CreateAsyncScope();
            await ((ITrafficFailureHandler)scope.ServiceProvider.GetRequiredService(type)).HandleAsync(failure, both.Token).ConfigureAwait(false);
        }
    }
}
