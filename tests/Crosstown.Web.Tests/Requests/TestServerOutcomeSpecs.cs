using static Crosstown.Web.Tests.Requests.OutcomeProbe;

namespace Crosstown.Web.Tests.Requests;

/// <summary>docs/design.md §2.3: TestServer calls no completion callback when an exception leaves the pipeline, and cancels its abort token a moment later.</summary>
public sealed class TestServerOutcomeSpecs
{
    private const int Rounds = 200;

    [Theory]
    [InlineData(false, 500, ResponseOutcome.Completed)]
    [InlineData(true, 200, ResponseOutcome.Truncated)]
    public async Task An_exception_on_TestServer_is_always_the_applications(bool starts, int status, ResponseOutcome outcome)
    {
        Seen<RequestSnapshot> seen = new();
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/", async (HttpContext context, ICrosstownTraffic traffic) =>
            {
                Watch(traffic, seen);
                if (starts)
                    await context.Response.WriteAsync("begun");
                throw new InvalidDataException("on purpose");
            }),
            server: TestServerKind.TestServer);
        for (var round = 0; round < Rounds; round++)
        {
            seen = new();

            await Assert.ThrowsAnyAsync<Exception>(() => app.Client.GetStringAsync("/"));

            var response = (await seen.Async()).Response;
            Assert.Equal((status, outcome), (response.StatusCode, response.Outcome));
        }
    }

    [Theory]
    [InlineData(false, 500)]
    [InlineData(true, 202)]
    public async Task A_client_that_leaves_TestServer_has_aborted_and_the_handlers_own_exception_still_counts_as_500(bool isCancelled, int status)
    {
        Seen<RequestSnapshot> seen = new();
        Seen<bool> entered = new();
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/", async (HttpContext context, ICrosstownTraffic traffic) =>
            {
                context.Response.StatusCode = 202;
                Watch(traffic, seen);
                var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await using var registration = context.RequestAborted.Register(aborted.SetResult);
                entered.Set(true);
                await aborted.Task;
                throw isCancelled ? new OperationCanceledException() : new InvalidDataException("on purpose");
            }),
            server: TestServerKind.TestServer);
        for (var round = 0; round < Rounds; round++)
        {
            (seen, entered) = (new(), new());
            using var leaving = new CancellationTokenSource();
            var request = app.Client.GetStringAsync("/", leaving.Token);
            await entered.Async();

            await leaving.CancelAsync();

            var response = (await seen.Async()).Response;
            Assert.Equal((status, ResponseOutcome.AbortedByClient), (response.StatusCode, response.Outcome));
            await Assert.ThrowsAnyAsync<Exception>(() => request);
        }
    }
}
