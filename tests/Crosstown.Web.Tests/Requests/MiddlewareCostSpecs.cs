using Crosstown.Web.Requests;
using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.Web.Tests.Requests;

/// <summary>docs/design.md §2.11: the cost of Crosstown's middleware for a request that defers nothing.</summary>
public class MiddlewareCostSpecs
{
    private const int Rounds = 1000;
    private const int Limit = 200;

    [Fact]
    public async Task A_request_that_defers_nothing_allocates_at_most_200_bytes_in_the_middleware()
    {
        await using var app = await TestApp.StartAsync(web => { }, server: TestServerKind.TestServer);
        var middleware = new CrosstownMiddleware(static _ => Task.CompletedTask, app.Services.GetRequiredService<TrafficHost>());
        var contexts = new HttpContext[Rounds * 2];
        for (var i = 0; i < contexts.Length; i++)
            contexts[i] = PreparedContext();
        for (var i = 0; i < Rounds; i++)
            await middleware.InvokeAsync(contexts[i]);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = Rounds; i < contexts.Length; i++)
            Assert.True(middleware.InvokeAsync(contexts[i]).IsCompletedSuccessfully);
        var perRequest = (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;

        Assert.InRange(perRequest, 1, Limit);
    }

    /// <summary>As a server would have it: features that cost nothing to set, and a place for the callback.</summary>
    private static DefaultHttpContext PreparedContext()
    {
        var features = new FeatureCollection(10);
        features.Set<IHttpRequestFeature>(new HttpRequestFeature());
        features.Set<IHttpResponseFeature>(new FreeResponse());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature());
        var context = new DefaultHttpContext(features);
        _ = context.Response.HasStarted;
        return context;
    }

    private sealed class FreeResponse : HttpResponseFeature
    {
        public override void OnCompleted(Func<object, Task> callback, object state)
        {
        }
    }
}
