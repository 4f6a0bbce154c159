using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Crosstown.Web.Completion;
using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.Web.Tests;

/// <summary>The traffic of one request, without a server: its end against its use.</summary>
public class RequestTrafficSpecs
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Deferrals_that_race_with_the_end_of_the_response_run_or_are_refused_and_none_is_lost(bool hasDeferredBefore)
    {
        const int Rounds = 2000;
        const int Threads = 3;
        await using var app = await TestApp.StartAsync(web => { }, server: TestServerKind.TestServer);
        var host = app.Services.GetRequiredService<TrafficHost>();
        var ran = 0;
        var refused = 0;
        var unexpected = new ConcurrentQueue<Exception>();
        RequestTraffic traffic = null!;
        HttpContext context = null!;
        using var barrier = new Barrier(Threads + 1);
        var threads = Enumerable.Range(0, Threads).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (var round = 0; round < Rounds; round++)
                {
                    barrier.SignalAndWait();
                    try
                    {
                        traffic.Defer(() => { Interlocked.Increment(ref ran); });
                    }
                    catch (TrafficClosedException)
                    {
                        Interlocked.Increment(ref refused);
                    }
                    catch (Exception exception)
                    {
                        // Kept, so that the others do not wait for this thread for ever.
                        unexpected.Enqueue(exception);
                    }

                    barrier.SignalAndWait();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToArray();

        for (var round = 0; round < Rounds; round++)
        {
            context = NewContext();
            traffic = RequestTraffic.TryAttach(context, host)!;
            if (hasDeferredBefore)
                traffic.Defer(() => { Interlocked.Increment(ref ran); });
            barrier.SignalAndWait();
            traffic.Complete(context, escaped: null);
            barrier.SignalAndWait();
        }

        await Task.WhenAll(threads).WaitAsync(TestApp.Deadline);
        await app.SettledAsync();

        Assert.Empty(unexpected);
        var deferred = Rounds * (Threads + (hasDeferredBefore ? 1 : 0));
        var reading = app.Ledger.Read();
        Assert.Equal((deferred, ran, refused, 0), (reading.Deferred, reading.Ran, reading.Refused, reading.Outstanding));
        Assert.Equal(deferred, ran + refused);
        Assert.Equal(0, app.Ledger.OpenRequests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_keeps_traffic_or_a_receipt_keeps_nothing_of_the_servers(bool defers)
    {
        await using var app = await TestApp.StartAsync(web => { }, server: TestServerKind.TestServer);
        var (traffic, receipt, servers) = await ServeAsync(app, defers);
        await app.SettledAsync();

        await Poll.UntilAsync(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return servers.All(static one => !one.IsAlive);
        });

        GC.KeepAlive(traffic);
        GC.KeepAlive(receipt);
    }

    [Fact]
    public async Task The_servers_features_are_back_when_the_response_is_over()
    {
        await using var app = await TestApp.StartAsync(web => { }, server: TestServerKind.TestServer);
        var context = NewContext();
        var lifetime = context.Features.Get<IHttpRequestLifetimeFeature>();
        var body = context.Features.Get<IHttpResponseBodyFeature>();
        var traffic = RequestTraffic.TryAttach(context, app.Services.GetRequiredService<TrafficHost>())!;
        Assert.Same(traffic, context.Features.Get<IHttpRequestLifetimeFeature>());

        traffic.Complete(context, escaped: null);

        Assert.Same(lifetime, context.Features.Get<IHttpRequestLifetimeFeature>());
        Assert.Same(body, context.Features.Get<IHttpResponseBodyFeature>());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<(ICrosstownTraffic, Deferral?, WeakReference[])> ServeAsync(TestApp app, bool defers)
    {
        var context = NewContext();
        WeakReference[] servers =
        [
            new(context),
            new(context.Features.Get<IHttpResponseFeature>()),
            new(context.Features.Get<IHttpRequestLifetimeFeature>()),
            new(context.Features.Get<IHttpResponseBodyFeature>()),
        ];
        // In a flow of its own: the ambient traffic of this one is no leak.
        var (traffic, receipt) = await Task.Run(() =>
        {
            var traffic = RequestTraffic.TryAttach(context, app.Services.GetRequiredService<TrafficHost>())!;
            var receipt = defers ? traffic.Defer(() => { }) : null;
            traffic.Complete(context, escaped: null);
            return (traffic, receipt);
        });
        if (receipt is not null)
            await receipt.WaitAsync().WaitAsync(TestApp.Deadline);
        return (traffic, receipt, servers);
    }

    private static DefaultHttpContext NewContext()
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpResponseFeature>(new StartedResponse());
        context.Features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature());
        return context;
    }

    private sealed class StartedResponse : HttpResponseFeature
    {
        public override bool HasStarted => true;
    }
}
