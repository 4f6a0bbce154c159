using System.Net;

namespace Crosstown.Actors.Tests.Gates;

/// <summary>docs/retries.md: waits that the other side names.</summary>
public sealed class RetryAfterSpecs
{
    private const string Retry = "crosstown.pools.calls.retry { attempts = 4, backoff = 1s, max-backoff = 3s, jitter = off }";

    [Fact]
    public async Task Work_that_asks_for_a_wait_is_tried_again_after_it()
    {
        await using var gates = new GateHost(Retry);
        var deferral = gates.Defer(gates.Host.OutsideRequest, "call", failure: attempt => attempt == 1 ? new RetryAfterException(TimeSpan.FromSeconds(5)) : null);
        gates.Defer(gates.Host.OutsideRequest, "other");
        await gates.PassAsync(5);
        Assert.Equal([("call", 0), ("other", 0), ("call", 5)], gates.Starts);
        Assert.Equal((Fate.Ran, 2), (deferral.Fate, deferral.Attempts));
    }

    [Fact]
    public async Task A_hundred_calls_do_not_burn_their_attempts_while_their_pool_is_paused()
    {
        await using var gates = new GateHost(
            """
            crosstown.pools.calls.retry { attempts = 3, backoff = 0s, pause-pool = on }
            akka.actor.deployment./crosstown/pools/calls { router = least-busy-pool, nr-of-instances = 8 }
            """);
        // A provider that takes two calls a second, and asks to wait for the next second otherwise.
        var taken = new int[100];
        var request = gates.Host.Request();
        var calls = Enumerable.Range(0, 100).Select(number => gates.Defer(request, $"{number}", failure: _ =>
            Interlocked.Increment(ref taken[(int)gates.Seconds]) > 2 ? new RetryAfterException(TimeSpan.FromSeconds((int)gates.Seconds + 1 - gates.Seconds)) : null)).ToList();
        request.End();
        await gates.PassAsync(60, step: 1);
        await gates.Host.SettledAsync();
        Assert.All(calls, call => Assert.Equal(Fate.Ran, call.Fate));
        Assert.True(gates.Starts.Count < 100 + (8 * 52), $"{gates.Starts.Count} starts: each second, no more than the pool has routees are on their way");
    }

    [Fact]
    public void A_response_with_Retry_After_makes_the_exception()
    {
        using var tooMany = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        tooMany.Headers.RetryAfter = new(TimeSpan.FromSeconds(7));
        Assert.Equal(TimeSpan.FromSeconds(7), Assert.Throws<RetryAfterException>(() => RetryAfterException.ThrowIfAsked(tooMany)).Delay);

        var clock = new ManualClock();
        using var unavailable = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        unavailable.Headers.RetryAfter = new(clock.GetUtcNow() + TimeSpan.FromMinutes(2));
        Assert.Equal(TimeSpan.FromMinutes(2), RetryAfterException.From(unavailable, clock)!.Delay);

        using var plain = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        Assert.Null(RetryAfterException.From(plain));
        Assert.Equal(TimeSpan.FromSeconds(3), RetryAfterException.From(plain, otherwise: TimeSpan.FromSeconds(3))!.Delay);
        using var fine = new HttpResponseMessage(HttpStatusCode.OK);
        Assert.Null(RetryAfterException.From(fine, otherwise: TimeSpan.FromSeconds(3)));
        Assert.Equal((TimeSpan.Zero, RetryAfterException.Longest), (new RetryAfterException(TimeSpan.FromSeconds(-1)).Delay, new RetryAfterException(TimeSpan.MaxValue).Delay));
    }
}
