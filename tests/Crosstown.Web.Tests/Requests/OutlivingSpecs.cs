using System.Threading.Channels;
using Crosstown.Web.Requests;
using Crosstown.Web.Wire;
using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.Web.Tests.Requests;

/// <summary>docs/design.md §2.10: code that flows from a request and outlives it.</summary>
public class OutlivingSpecs
{
    [Theory]
    [InlineData(true, TestServerKind.Kestrel)]
    [InlineData(false, TestServerKind.Kestrel)]
    [InlineData(false, TestServerKind.KestrelHttp2)]
    [InlineData(true, TestServerKind.TestServer)]
    [InlineData(false, TestServerKind.TestServer)]
    public async Task A_loop_that_a_request_has_started_defers_without_a_request_once_that_request_is_over(bool ownScope, TestServerKind server)
    {
        var journal = new Journal();
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/{item}", (string item, Batcher batcher) => batcher.Add(item)),
            builder => builder.Services.AddSingleton(journal).AddSingleton(provider => ActivatorUtilities.CreateInstance<Batcher>(provider, ownScope)),
            server);
        var batcher = app.Services.GetRequiredService<Batcher>();

        foreach (var item in new[] { "a", "b", "c" })
        {
            (await app.Client.GetAsync(item)).EnsureSuccessStatusCode();
            await Eventually.TrueAsync(() => batcher.OriginHasLeft);
            batcher.GoOn();
            await Eventually.TrueAsync(() => journal.Entries.Contains(item));
        }

        await app.SettledAsync();
        Assert.Equal(["a", "b", "c"], journal.Entries);
        Assert.Equal((3, 3), (app.Ledger.Read().Deferred, app.Ledger.Read().Ran));
    }

    [Fact]
    public async Task The_service_refuses_between_the_end_of_the_request_and_the_moment_at_which_its_response_has_left()
    {
        await using var app = await TestApp.StartAsync(web => { }, wire: true);
        var service = app.Services.GetRequiredService<ICrosstownTraffic>();
        var progress = new HeldProgress();
        var context = new DefaultHttpContext();
        context.Features.Set<IResponseProgressFeature>(progress);
        context.Features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature());
        await Task.Run(async () =>
        {
            var traffic = RequestTraffic.TryAttach(context, app.Services.GetRequiredService<TrafficHost>())!;
            var inRequest = service.Defer(() => { });
            traffic.Complete(context, escaped: null);

            var late = Assert.Throws<TrafficClosedException>(() => service.Defer(() => { }));

            Assert.Contains("it came after the response of its request was over", late.Message, StringComparison.Ordinal);
            Assert.Null(inRequest.Fate);
            progress.Observer!.OnWireLevelReached(WireLevel.Sent, WireLoss.None);
            Assert.Equal(Fate.Ran, await inRequest.WaitAsync().WaitAsync(TestApp.Deadline));
            await Eventually.TrueAsync(() => traffic.HasLeft);
            Assert.Equal(Fate.Ran, await service.Defer(() => { }).WaitAsync().WaitAsync(TestApp.Deadline));
            Assert.Throws<TrafficClosedException>(() => traffic.Defer(() => { }));
        });
    }

    /// <summary>As a cache or a client of a broker: its loop starts at the first use, which happens to be in a request.</summary>
    internal sealed class Batcher(ICrosstownTraffic ofSingleton, IServiceScopeFactory scopes, Journal journal, bool ownScope) : IDisposable
    {
        private readonly Channel<string> _items = Channel.CreateUnbounded<string>();
        private readonly SemaphoreSlim _goOn = new(0);
        private Task? _loop;
        private InboundTraffic? _origin;

        public bool OriginHasLeft => _origin!.HasLeft;

        public void GoOn() => _goOn.Release();

        public void Dispose() => _goOn.Dispose();

        public void Add(string item)
        {
            _items.Writer.TryWrite(item);
            _origin = AmbientTraffic.Current;
            _loop ??= Task.Run(LoopAsync);
        }

        private async Task LoopAsync()
        {
            await foreach (var item in _items.Reader.ReadAllAsync())
            {
                await _goOn.WaitAsync();
                using var scope = scopes.CreateScope();
                var traffic = ownScope ? scope.ServiceProvider.GetRequiredService<ICrosstownTraffic>() : ofSingleton;
                traffic.Defer(() => journal.Add(item));
            }
        }
    }

    private sealed class HeldProgress : IResponseProgressFeature
    {
        public IWireObserver? Observer { get; private set; }

        public WireLevel Level => WireLevel.Sent;

        public bool HasInputEnded => false;

        public void Follow(HttpContext context, bool isHead)
        {
        }

        public void Track(HttpContext context, IWireObserver observer) => Observer = observer;
    }
}
