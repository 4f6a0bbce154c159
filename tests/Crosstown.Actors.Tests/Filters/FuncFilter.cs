namespace Crosstown.Actors.Tests.Filters;

/// <summary>A filter that does what its spec says.</summary>
internal sealed class FuncFilter(Func<TrafficContext, TrafficFilterDelegate, CancellationToken, Task> body) : ITrafficFilter
{
    public Task InvokeAsync(TrafficContext context, TrafficFilterDelegate next, CancellationToken cancellationToken) => body(context, next, cancellationToken);
}
