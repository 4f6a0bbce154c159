using Crosstown.Web.Requests;
using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.Web.Tests.Requests;

/// <summary>docs/design.md §2.4: requests whose completion cannot be signalled, because code of the application throws at completion.</summary>
public sealed class SignalSpecs
{
    [Theory]
    [InlineData(null)]
    [InlineData(EventIds.SignalFailed)]
    public async Task Deferrals_of_a_request_whose_completion_cannot_be_signalled_fail_and_give_their_slots_back(int? logThrowsAt)
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
        app.Log.ThrowsAt = logThrowsAt;

        await app.Client.GetStringAsync("/");
        await HasFailedAsync<TimeZoneNotFoundException>(app, deferral!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Deferrals_fail_and_give_their_slots_back_when_a_feature_of_the_application_throws_at_completion(bool wire)
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
        Assert.Contains(app.Log.Entries, entry => entry.Id == EventIds.SignalFailed);
        Assert.Equal((0, 0), (app.Ledger.SlotsTaken, app.Ledger.OpenRequests));
    }

    /// <summary>A clock that the application has registered.</summary>
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
