using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.Web.Tests.Hosted;

/// <summary>Where what became of a response cannot be told, for something throws that nobody expects to.</summary>
public sealed class SignalSpecs
{
    [Theory]
    [InlineData(null)]
    [InlineData(EventIds.SignalFailed)]
    public async Task What_waits_for_it_fails_and_takes_no_slot(int? logThrowsAt)
    {
        var clock = new BreakableClock();
        Deferral? deferral = null;
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/", (ICrosstownTraffic traffic) =>
            {
                deferral = traffic.Defer(() => Assert.Fail("ran"));
                clock.IsBroken = true;
            }),
            builder => builder.Services.AddSingleton<TimeProvider>(clock));
        app.Log.Throws = logThrowsAt;

        await app.Client.GetStringAsync("/");
        await HasFailedAsync<TimeZoneNotFoundException>(app, deferral!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_same_where_a_feature_of_the_applications_throws_when_the_response_is_over(bool wire)
    {
        Deferral? deferral = null;
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/", (HttpContext context, ICrosstownTraffic traffic) =>
            {
                deferral = traffic.Defer(() => Assert.Fail("ran"));
                context.Features.Set<IHttpResponseTrailersFeature>(new DisposedTrailers());
            }),
            wire: wire);

        await app.Client.GetStringAsync("/");
        await HasFailedAsync<ObjectDisposedException>(app, deferral!);
    }

    private static async Task HasFailedAsync<TException>(TestApp app, Deferral deferral)
    {
        await app.SettledAsync();
        Assert.Equal(Fate.Failed, deferral.Fate);
        Assert.IsType<TException>(deferral.Exception);
        Assert.Contains(app.Log.Entries, entry => entry.Id.Id == EventIds.SignalFailed);
        Assert.Equal((0, 0), (app.Ledger.SlotsTaken, app.Ledger.OpenRequests));
    }

    /// <summary>The application's own, which is the application's code.</summary>
    private sealed class BreakableClock : TimeProvider
    {
        public bool IsBroken { get; set; }

        public override DateTimeOffset GetUtcNow() => IsBroken ? throw new TimeZoneNotFoundException() : base.GetUtcNow();
    }

    private sealed class DisposedTrailers : IHttpResponseTrailersFeature
    {
        public IHeaderDictionary Trailers { get => throw new ObjectDisposedException(nameof(DisposedTrailers)); set { } }
    }
}
