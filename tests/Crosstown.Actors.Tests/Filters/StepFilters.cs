using System.Collections.Concurrent;

namespace Crosstown.Actors.Tests.Filters;

internal sealed class Steps : ConcurrentQueue<string>;

/// <summary>Notes when it is entered and how it is left.</summary>
internal abstract class StepFilter(string name, Steps steps) : ITrafficFilter
{
    public async Task InvokeAsync(TrafficContext context, TrafficFilterDelegate next, CancellationToken cancellationToken)
    {
        steps.Enqueue($"{name} in");
        try
        {
            await next(context, cancellationToken);
            steps.Enqueue($"{name} out");
        }
        catch (Exception e)
        {
            steps.Enqueue($"{name} saw {e.Message}");
            throw;
        }
    }
}

internal sealed class OuterFilter(Steps steps) : StepFilter("outer", steps);

internal sealed class InnerFilter(Steps steps) : StepFilter("inner", steps);
