namespace Crosstown.Actors.Tests.Failures;

/// <summary>A failure handler that does what its spec says.</summary>
internal sealed class FuncFailureHandler(Func<TrafficFailure, CancellationToken, Task> body) : ITrafficFailureHandler
{
    public Task HandleAsync(TrafficFailure failure, CancellationToken cancellationToken) => body(failure, cancellationToken);
}
