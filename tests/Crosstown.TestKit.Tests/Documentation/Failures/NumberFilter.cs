using Crosstown.TestKit.TestApp;

namespace Crosstown.TestKit.Tests.Documentation.Failures;

public sealed class NumberFilter : ITrafficFilter
{
    public Task InvokeAsync(TrafficContext context, TrafficFilterDelegate next, CancellationToken cancellationToken) =>
        context.Message is PlaceCall { Number: not ['+', ..] } ? Task.CompletedTask : next(context, cancellationToken);
}
