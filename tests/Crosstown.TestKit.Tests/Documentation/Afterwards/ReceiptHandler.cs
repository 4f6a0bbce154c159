using Crosstown.TestKit.TestApp;

namespace Crosstown.TestKit.Tests.Documentation.Afterwards;

public sealed class ReceiptHandler : ITrafficHandler<SendReceipt>
{
    public Task HandleAsync(SendReceipt message, TrafficContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}
