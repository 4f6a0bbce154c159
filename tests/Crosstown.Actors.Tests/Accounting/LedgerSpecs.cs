
namespace Crosstown.Actors.Tests.Accounting;

/// <summary>docs/design.md §2.4: deferred = outstanding + the sum of the fates, in one consistent reading.</summary>
public sealed class LedgerSpecs
{
    private const int Writers = 4;
    private static readonly Fate[] Fates = Enum.GetValues<Fate>();

    [Fact]
    public async Task Every_reading_balances_and_no_count_falls_while_traffic_opens_ends_and_closes()
    {
        await using var host = new TrafficHost();
        var rounds = Stress.Scaled(10_000);
        var last = await WhileReadingAsync(host.Ledger, writer =>
        {
            for (var i = 0; i < rounds; i++)
            {
                var request = host.Request();
                Deferral[] deferrals = [request.Defer(() => { }), request.Defer(() => { }), request.Defer(() => { })];
                // Before the seal, and after it: either may be what closes the traffic.
                deferrals[0].TryEnd(Fates[i % Fates.Length]);
                request.Entrance.Close();
                deferrals[1].TryEnd(Fates[(i + writer) % Fates.Length]);
                deferrals[2].TryEnd(Fate.Ran);
                request.End();
            }
        });
        Assert.Equal(3L * Writers * rounds, last.Deferred);
        Assert.Equal(0, last.Outstanding);
        Assert.Equal(0, host.Ledger.OpenRequests);
    }

    [Fact]
    public async Task Every_reading_balances_while_deferrals_are_refused()
    {
        await using var host = new TrafficHost();
        var rounds = Stress.Scaled(5_000);
        var request = host.Request();
        request.End();
        var last = await WhileReadingAsync(host.Ledger, _ =>
        {
            for (var i = 0; i < rounds; i++)
                Assert.Throws<TrafficClosedException>(() => request.Defer(() => { }));
        });
        Assert.Equal((long)Writers * rounds, last.Deferred);
        Assert.Equal(0, last.Outstanding);
    }

    [Fact]
    public async Task A_deferral_is_in_every_reading_made_after_its_call()
    {
        await using var host = new TrafficHost();
        for (var round = 0; round < Stress.Scaled(2_000); round++)
        {
            var request = host.Request();
            var before = host.Ledger.Read().Deferred;
            await Stress.RaceAsync(2, (_, meet) =>
            {
                meet();
                var deferral = request.Defer(() => { });
                Assert.True(host.Ledger.Read().Deferred >= before + deferral.Ordinal);
            });
            request.End(503);
        }
    }

    [Fact]
    public void A_reading_that_lacks_a_deferral_does_not_balance()
    {
        Assert.False((new LedgerReading(2, One(Fate.Ran)) with { Outstanding = 0 }).Balances);
        Assert.False(new LedgerReading(0, One(Fate.Ran)).Balances);
        Assert.True(new LedgerReading(2, One(Fate.Ran)).Balances);

        static long[] One(Fate fate)
        {
            var fates = new long[(int)Fate.Abandoned + 1];
            fates[(int)fate] = 1;
            return fates;
        }
    }

    private static async Task<LedgerReading> WhileReadingAsync(ITrafficLedger ledger, Action<int> write)
    {
        var writing = Writers;
        await Stress.RaceAsync(Writers + 1, (thread, meet) =>
        {
            meet();
            if (thread < Writers)
            {
                try
                {
                    write(thread);
                }
                finally
                {
                    Interlocked.Decrement(ref writing);
                }

                return;
            }

            var before = ledger.Read();
            while (Volatile.Read(ref writing) > 0)
            {
                var now = ledger.Read();
                Assert.True(now.Balances, $"{now}");
                Assert.True(now.Deferred >= before.Deferred && Fates.All(fate => now[fate] >= before[fate]), $"{before} then {now}");
                before = now;
            }
        });
        return ledger.Read();
    }
}
