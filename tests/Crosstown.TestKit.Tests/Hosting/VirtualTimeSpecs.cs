using Microsoft.Extensions.Time.Testing;

namespace Crosstown.TestKit.Tests.Hosting;

public sealed class VirtualTimeSpecs
{
    [Fact]
    public async Task A_timeout_passes_when_the_test_says_so()
    {
        var time = new FakeTimeProvider();
        var started = new TaskCompletionSource();
        await using var app = await CrosstownTestHost.StartAsync(
            web => web.MapPost("/", (ICrosstownTraffic traffic) =>
            {
                traffic.Defer(
                    async token =>
                    {
                        started.SetResult();
                        await Task.Delay(Timeout.Infinite, token);
                    },
                    new() { Timeout = TimeSpan.FromHours(1) });
            }),
            options => options.Time = time);
        await app.Client.PostAsync(new Uri("/", UriKind.Relative), null);
        await started.Task;

        time.Advance(TimeSpan.FromHours(1));

        var failed = await Assert.ThrowsAsync<TrafficFailedException>(app.SettledAsync);
        Assert.IsType<TimeoutException>(failed.InnerException);
    }

    [Fact]
    public async Task A_backoff_of_work_takes_no_real_time()
    {
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromMinutes(1) };
        var waiting = new TaskCompletionSource();
        await using var app = await CrosstownTestHost.StartAsync(
            web => web.MapPost("/", (ICrosstownTraffic traffic) =>
            {
                traffic.Defer<TimeProvider>(async (clock, token) =>
                {
                    var backoff = Task.Delay(TimeSpan.FromDays(1), clock, token);
                    waiting.SetResult();
                    await backoff;
                });
            }),
            options => (options.Time, options.Mode) = (time, TrafficMode.Manual));
        await app.Client.PostAsync(new Uri("/", UriKind.Relative), null);

        var next = app.NextAsync();
        await waiting.Task;
        time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(Fate.Ran, (await next).Fate);
    }
}
