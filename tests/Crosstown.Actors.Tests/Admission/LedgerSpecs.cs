using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Tests.Harness;

namespace Crosstown.Actors.Tests.Admission;

/// <summary>DESIGN §2.4: deferred = outstanding + the sum of the fates, in one consistent reading.</summary>
public sealed class LedgerSpecs
{
    [Fact]
    public void Every_reading_balances_while_many_threads_write()
    {
        var ledger = new Ledger();
        var fates = Enum.GetValues<Fate>();
        var rounds = Stress.Scaled(200_000);
        using var barrier = new Barrier(5);
        var writing = 4;
        Stress.OnThreads(5, thread =>
        {
            barrier.SignalAndWait();
            if (thread == 4)
            {
                while (Volatile.Read(ref writing) > 0)
                    Assert.True(ledger.Read().Balances);
                return;
            }

            for (var i = 0; i < rounds; i++)
            {
                ledger.Deferred();
                ledger.Ended(fates[i % fates.Length]);
            }

            Interlocked.Decrement(ref writing);
        });

        var last = ledger.Read();
        Assert.Equal(4L * rounds, last.Deferred);
        Assert.Equal(0, last.Outstanding);
        Assert.Equal(last.Deferred, fates.Sum(fate => last[fate]));
    }

    [Fact]
    public void A_reading_that_lost_one_does_not_balance()
    {
        Assert.False(new LedgerReading { Deferred = 2, Outstanding = 0, Ran = 1 }.Balances);
        Assert.True(new LedgerReading { Deferred = 2, Outstanding = 1, Ran = 1 }.Balances);
    }
}
