using Polly;

namespace Crosstown.TestKit.Tests.Documentation.Failures;

public sealed class ResilienceFilter(ResiliencePipeline pipeline) : ITrafficFilter
{
    public async Task InvokeAsync(TrafficContext context, TrafficFilterDelegate next, CancellationToken cancellationToken) =>
        await pipeline.ExecuteAsync(async ct => await next(context, ct), cancellationToken);
}
