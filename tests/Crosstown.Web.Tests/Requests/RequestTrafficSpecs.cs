using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Crosstown.Web.Requests;
using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.Web.Tests.Requests;

/// <summary>docs/design.md §2.8: the traffic of one request, without a server: deferrals that race with the end of the response, and features that are restored.</summary>
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
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Traffic_and_receipts_that_are_kept_hold_no_object_of_the_server(bool defers, bool vetoes)
    {
        await using var app = await TestApp.StartAsync(web => { }, server: TestServerKind.TestServer);
        var (traffic, receipt, servers) = await ServeAsync(app, defers, vetoes);
        await app.SettledAsync();

        await Eventually.TrueAsync(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return servers.All(static one => !one.IsAlive);
        });

        GC.KeepAlive(traffic);
        GC.KeepAlive(receipt);
    }

    [Fact]
    public async Task The_servers_features_are_restored_when_the_response_is_over()
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_context_asked_outside_its_requests_flow_after_the_end_gives_traffic_that_refuses(bool hasDeferred)
    {
        await using var app = await TestApp.StartAsync(web => { }, server: TestServerKind.TestServer);
        var context = NewContext();
        context.RequestServices = app.Services;
        // In a flow of its own: here the ambient traffic is nobody's.
        await Task.Run(() =>
        {
            var traffic = RequestTraffic.TryAttach(context, app.Services.GetRequiredService<TrafficHost>())!;
            if (hasDeferred)
                traffic.Defer(() => { });
            traffic.Complete(context, escaped: null);
        });

        var late = Assert.ThrowsAny<InvalidOperationException>(() => context.Traffic().Defer(() => { }));

        Assert.Contains(hasDeferred ? "it came after the response of its request was over" : "or when the request was over", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Traffic_is_found_also_when_middleware_has_replaced_both_of_its_features()
    {
        await using var app = await TestApp.StartAsync(web => { }, server: TestServerKind.TestServer);
        var context = NewContext();
        await Task.Run(() =>
        {
            var traffic = RequestTraffic.TryAttach(context, app.Services.GetRequiredService<TrafficHost>());
            context.Features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature());
            Assert.Same(traffic, context.Traffic());

            context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
            Assert.Same(traffic, context.Traffic());
            Assert.Null(RequestTraffic.TryAttach(context, app.Services.GetRequiredService<TrafficHost>()));
        });
    }

    [Fact]
    public async Task An_exception_of_the_server_at_a_first_deferral_reaches_the_caller_and_the_next_deferral_is_admitted()
    {
        await using var app = await TestApp.StartAsync(web => { }, server: TestServerKind.TestServer);
        var context = NewContext();
        var identifier = new ThrowingIdentifier();
        context.Features.Set<IHttpRequestIdentifierFeature>(identifier);
        var traffic = RequestTraffic.TryAttach(context, app.Services.GetRequiredService<TrafficHost>())!;

        Assert.Throws<IOException>(() => traffic.Defer(() => { }));
        identifier.Throws = false;
        // A place that were not free again would be waited for, for ever.
        var receipt = await Task.Run(() => traffic.Defer(() => { })).WaitAsync(TestApp.Deadline);
        traffic.Complete(context, escaped: null);

        Assert.Equal(Fate.Ran, await receipt.WaitAsync().WaitAsync(TestApp.Deadline));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<(ICrosstownTraffic, Deferral?, WeakReference[])> ServeAsync(TestApp app, bool defers, bool vetoes)
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
            if (vetoes)
                traffic.NoGo("on purpose");
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

    private sealed class ThrowingIdentifier : IHttpRequestIdentifierFeature
    {
        public bool Throws { get; set; } = true;

        public string TraceIdentifier
        {
            get => Throws ? throw new IOException("no identifier") : "id";
            set { }
        }
    }

    private sealed class StartedResponse : HttpResponseFeature
    {
        public override bool HasStarted => true;
    }
}
