using Microsoft.AspNetCore.Connections.Features;

namespace Crosstown.TestKit.Faults;

internal sealed class ServerAbortFault(int atByte) : ResponseFault
{
    internal override async Task ServeAsync(HttpContext context, RequestDelegate next, CancellationToken testEnds)
    {
        var body = await BufferedResponse.RunAsync(context, next);
        await BufferedResponse.BeginAsync(context, body, atByte);
        if (context.Features.Get<IConnectionLifetimeFeature>() is { } connection)
            connection.Abort();
        else
            context.Abort();
    }

    /// <summary>The server does not do it by itself, so it tells the application's own abort, or the client's.</summary>
    internal override ValueTask<RequestSnapshot> CompletingAsync(RequestSnapshot request, CancellationToken testEnds) =>
        new(request.With(request.Response with { Outcome = ResponseOutcome.AbortedByServer }));
}
