using Crosstown.Actors;

namespace Crosstown.TestKit.TestApp;

/// <summary>Notes the number; "bad" fails, and "twice" defers a receipt.</summary>
public sealed class PlaceCallHandler(Calls calls) : ITrafficHandler<PlaceCall>
{
    public Task HandleAsync(PlaceCall message, TrafficContext context, CancellationToken cancellationToken)
    {
        if (message.Number == "bad")
            throw new InvalidOperationException("the number is bad");
        calls.Add(message.Number);
        if (message.Number == "twice")
            context.Traffic.Defer(() => calls.Add("again"));
        return Task.CompletedTask;
    }
}
