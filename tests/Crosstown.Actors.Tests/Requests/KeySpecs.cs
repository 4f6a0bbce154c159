
namespace Crosstown.Actors.Tests.Requests;

/// <summary>docs/design.md §4: of all deferrals of a request with one key, one runs.</summary>
public sealed class KeySpecs
{
    public static TheoryData<KeyPolicy[], int> Winners => new()
    {
        { [KeyPolicy.FirstWins, KeyPolicy.FirstWins, KeyPolicy.FirstWins], 0 },
        { [KeyPolicy.LastWins, KeyPolicy.LastWins, KeyPolicy.LastWins], 2 },
        { [KeyPolicy.FirstWins, KeyPolicy.LastWins, KeyPolicy.FirstWins], 1 },
    };

    [Theory, MemberData(nameof(Winners))]
    public async Task The_first_or_last_deferral_of_a_key_runs_in_its_own_place_and_the_others_are_cancelled(KeyPolicy[] policies, int winner)
    {
        await using var host = new TrafficHost("akka.actor.deployment./crosstown/pools/default { router = round-robin-pool, nr-of-instances = 1 }");
        var request = host.Request();
        var order = new List<string>();
        var keyed = new List<Deferral>();
        for (var i = 0; i < policies.Length; i++)
        {
            var number = i;
            keyed.Add(request.Defer(() => order.Add($"k{number}"), new DeferralOptions { Key = "receipt", KeyPolicy = policies[i] }));
            request.Defer(() => order.Add($"o{number}"));
        }

        request.Defer(() => order.Add("other"), new DeferralOptions { Key = "other" });
        request.End();
        await host.SettledAsync();
        Assert.Equal(Enumerable.Range(0, 3).SelectMany(i => i == winner ? new[] { $"k{i}", $"o{i}" } : [$"o{i}"]).Append("other"), order);
        Assert.All(keyed.Where((_, i) => i != winner), loser => Assert.Equal((Fate.Cancelled, true), (loser.Fate, loser.Reason!.EndsWith("has the same key, receipt", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_no_go_deferral_does_not_compete_for_its_key()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var no = request.Defer(() => { }, new DeferralOptions { Key = "k", NoGo = "200" });
        var cancelled = request.Defer(() => { }, new DeferralOptions { Key = "k" });
        cancelled.Cancel();
        var runs = request.Defer(() => { }, new DeferralOptions { Key = "k" });
        request.End();
        await host.SettledAsync();
        Assert.Equal((Fate.NoGo, Fate.Cancelled, Fate.Ran), (no.Fate, cancelled.Fate, runs.Fate));
    }

    [Fact]
    public async Task Keys_of_different_requests_do_not_meet()
    {
        await using var host = new TrafficHost();
        for (var i = 0; i < 2; i++)
        {
            var request = host.Request();
            request.Defer(() => { }, new DeferralOptions { Key = "k" });
            request.End();
        }

        Assert.Equal(2, (await host.SettledAsync()).Ran);
    }
}
