namespace Crosstown.Actors.Tests.Traffic;

/// <summary>docs/afterwards.md: the last fate of a set against the other ends.</summary>
public sealed class WhenAllRaceSpecs
{
    [Fact]
    public async Task The_last_fate_against_the_completion_signal_releases_the_summary_once()
    {
        await using var host = new TrafficHost();
        var rounds = Stress.Scaled(2_000);
        var summaries = new Deferral[rounds];
        var runs = new int[rounds];
        FakeRequest request = null!;
        Deferral last = null!;
        await Stress.RaceAsync(2, (thread, meet) =>
        {
            for (var round = 0; round < rounds; round++)
            {
                var number = round;
                if (thread == 0)
                {
                    request = host.Request();
                    last = request.Defer(() => { });
                    summaries[round] = request.WhenAll(request.Defer(() => { }), last).Then(set =>
                    {
                        Interlocked.Increment(ref runs[number]);
                        Assert.All(set, call => Assert.NotNull(call.Fate));
                    });
                }

                meet();
                if (thread == 0)
                    request.End();
                else
                    last.Cancel();
                meet();
            }
        });
        Assert.Equal(3L * rounds, (await host.SettledAsync()).Ended);
        Assert.All(summaries, summary => Assert.Equal(Fate.Ran, summary.Fate));
        Assert.All(runs, count => Assert.Equal(1, count));
        await LivingRequestActors.CountAsync(host, 0);
    }

    [Fact]
    public async Task The_last_fates_of_two_threads_against_the_call_release_the_summary_once_and_after_both()
    {
        await using var host = new TrafficHost();
        var rounds = Stress.Scaled(2_000);
        var summaries = new Deferral[rounds];
        var runs = new int[rounds];
        Deferral[] set = [];
        TaskCompletionSource[] ends = [];
        await Stress.RaceAsync(3, (thread, meet) =>
        {
            for (var round = 0; round < rounds; round++)
            {
                var number = round;
                if (thread == 0)
                {
                    ends = [new(), new()];
                    set = [.. ends.Select(end => host.OutsideRequest.Defer(() => end.Task))];
                }

                meet();
                if (thread > 0)
                    ends[thread - 1].SetResult();
                else
                    summaries[round] = host.OutsideRequest.WhenAll(set).Then(done => runs[number] += done.All(call => call.Fate is Fate.Ran) ? 1 : 100);
                meet();
            }
        });
        await host.SettledAsync();
        Assert.All(summaries, summary => Assert.Equal(Fate.Ran, summary.Fate));
        Assert.All(runs, count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task A_cancellation_against_the_last_fate_ends_the_summary_once_and_it_runs_only_if_it_was_not_cancelled()
    {
        await using var host = new TrafficHost();
        var rounds = Stress.Scaled(2_000);
        var summaries = new Deferral[rounds];
        var runs = new int[rounds];
        TaskCompletionSource end = null!;
        await Stress.RaceAsync(2, (thread, meet) =>
        {
            for (var round = 0; round < rounds; round++)
            {
                var number = round;
                if (thread == 0)
                {
                    var own = end = new();
                    summaries[round] = host.OutsideRequest.WhenAll(host.OutsideRequest.Defer(() => own.Task)).Then(_ => { runs[number]++; });
                }

                meet();
                if (thread == 0)
                    end.SetResult();
                else
                    summaries[round].Cancel();
                meet();
            }
        });
        Assert.Equal(2L * rounds, (await host.SettledAsync()).Ended);
        for (var round = 0; round < rounds; round++)
        {
            Assert.True(summaries[round].Fate is Fate.Ran or Fate.Cancelled, $"{summaries[round].Fate}");
            // One whose code had begun may end as cancelled too, if it was asked to stop just then; it is not run twice.
            Assert.InRange(runs[round], summaries[round].Fate is Fate.Ran ? 1 : 0, 1);
        }

        Assert.Equal((0, 0), (host.Ledger.SlotsTaken, host.Ledger.DetachedRuns));
    }
}
