using System.Text.Json;

namespace Crosstown.TestKit.Tests.Documentation.Failures;

public sealed class FailedWorkHandler(FailedWork table) : ITrafficFailureHandler
{
    public Task HandleAsync(TrafficFailure failure, CancellationToken cancellationToken) => table.InsertAsync(
        $"{failure.Fate} {failure.Deferral.Id}", failure.Deferral.Kind, JsonSerializer.Serialize(failure.Message), failure.Reason, cancellationToken);
}
