using System.Collections.ObjectModel;
using System.Diagnostics;
using Crosstown.Web.Requests;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Web.Invocations;

/// <summary>
/// Gives each invocation of a SignalR hub traffic of its own, on every transport: its deferrals wait for the invocation's end, not for that of the connection, and an exception that
/// leaves the method stops them.
/// </summary>
internal sealed class TrafficHubFilter(TrafficHost host) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var traffic = Begin(invocationContext.Context, invocationContext.ServiceProvider, invocationContext.Hub, invocationContext.HubMethodName);
        try
        {
            return InvocationStreams.Follow(await next(invocationContext), invocationContext.HubMethod, traffic);
        }
        catch (Exception exception)
        {
            traffic.Fail(exception);
            throw;
        }
    }

    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next) =>
        FollowAsync(Begin(context.Context, context.ServiceProvider, context.Hub, nameof(Hub.OnConnectedAsync)), () => next(context));

    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next) =>
        FollowAsync(Begin(context.Context, context.ServiceProvider, context.Hub, nameof(Hub.OnDisconnectedAsync)), () => next(context, exception));

    private static async Task FollowAsync(InvocationTraffic traffic, Func<Task> next)
    {
        try
        {
            await next();
        }
        catch (Exception exception)
        {
            traffic.Fail(exception);
            throw;
        }
    }

    private InvocationTraffic Begin(HubCallerContext caller, IServiceProvider services, Hub hub, string method)
    {
        var connection = caller.GetHttpContext();
        var path = connection?.Request.PathBase.Add(connection.Request.Path).Value ?? "/";
        var route = $"{hub.GetType().Name}.{method}";
        var invocation = new RequestSnapshot(InvocationTraffic.Method, path, route, caller.ConnectionId, host.Clock.GetUtcNow(), RequestSnapshotFactory.TraceIdOf(Activity.Current));
        invocation.Returned(caller.User?.Identity?.Name, ReadOnlyDictionary<string, object?>.Empty);
        var traffic = new InvocationTraffic(host, invocation, connection, caller.ConnectionAborted);
        services.GetRequiredService<InvocationScope>().Follow(traffic);
        AmbientTraffic.Current = traffic;
        return traffic;
    }
}
