using System.Diagnostics;
using Crosstown.Web.Requests;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Crosstown.Web.Invocations;

/// <summary>
/// Gives each inbound activity of a Blazor Server circuit (an event, a call from JavaScript) traffic of its own. An activity ends when its handler first awaits something that is not
/// complete, and the render that comes before that has been handed over; what the handler defers later is without a request.
/// </summary>
internal sealed class CircuitTrafficHandler(TrafficHost host) : CircuitHandler
{
    /// <summary>Outside the application's own handlers.</summary>
    public override int Order => int.MinValue;

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        var path = (AmbientTraffic.Origin as InvocationTraffic)?.Path ?? "/";
        var invocation = new RequestSnapshot(InvocationTraffic.Method, path, null, context.Circuit.Id, host.Clock.GetUtcNow(), RequestSnapshotFactory.TraceIdOf(Activity.Current));
        var traffic = new InvocationTraffic(host, invocation, null, CancellationToken.None);
        AmbientTraffic.Current = traffic;
        try
        {
            await next(context);
        }
        catch (Exception exception)
        {
            traffic.Fail(exception);
            throw;
        }
        finally
        {
            traffic.Complete();
        }
    };
}
