using Crosstown.TestKit.TestApp;

namespace Crosstown.TestKit.Tests.Documentation;

/// <summary>A service as docs/testing.md tests it.</summary>
public sealed class OrderService(ICrosstownTraffic traffic)
{
    public Task PlaceAsync(string customer)
    {
        traffic.Tell(new SendReceipt(customer));
        return Task.CompletedTask;
    }
}
