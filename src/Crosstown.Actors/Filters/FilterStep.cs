using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Filters;

/// <summary>The call of one filter, which ends when the filter has returned and the rest, if the filter has called it, is over: the code must not outlive its run.</summary>
internal sealed class FilterStep(FilteredRun run, int number, Type filter)
{
    private const int Open = 0;
    private const int Called = 1;
    private const int Closed = 2;

    /// <summary>Completes when the rest is over. Never fails.</summary>
    private readonly TaskCompletionSource _restIsOver = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Open until next is called or the filter has returned, whichever comes first.</summary>
    private int _state;

    /// <summary>The exception of the rest. Written before <see cref="_restIsOver"/> completes.</summary>
    private volatile Exception? _failure;

    public async Task InvokeAsync(TrafficContext context, CancellationToken cancellationToken)
    {
        try
        {
            await ((ITrafficFilter)context.Services.GetRequiredService(filter)).InvokeAsync(context, NextAsync, cancellationToken);
        }
        catch when (Interlocked.CompareExchange(ref _state, Closed, Open) == Called)
        {
            await _restIsOver.Task;
            throw;
        }

        if (Interlocked.CompareExchange(ref _state, Closed, Open) == Open)
        {
            run.StoppedBy(filter);
        }
        else if (!_restIsOver.Task.IsCompleted)
        {
            // The filter has not awaited the rest, so nobody else sees how it ends.
            await _restIsOver.Task;
            if (_failure is { } failure)
                ExceptionDispatchInfo.Throw(failure);
        }
    }

    private Task NextAsync(TrafficContext context, CancellationToken cancellationToken) => Interlocked.CompareExchange(ref _state, Called, Open) switch
    {
        Open => RunRestAsync(context, cancellationToken),
        Called => throw new InvalidOperationException(
            $"The filter {filter.Name} called next a second time. A filter calls next once; work is tried again by the retry of its pool or of its options, not within a filter.", _failure),
        _ => throw new InvalidOperationException($"The filter {filter.Name} called next after it had returned. Call next before, and await it."),
    };

    private async Task RunRestAsync(TrafficContext context, CancellationToken cancellationToken)
    {
        try
        {
            await run.InvokeAsync(number + 1, context, cancellationToken);
        }
        catch (Exception e)
        {
            _failure = e;
            throw;
        }
        finally
        {
            _restIsOver.SetResult();
        }
    }
}
