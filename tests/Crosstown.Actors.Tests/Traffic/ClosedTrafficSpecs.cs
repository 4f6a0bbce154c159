using Akka.Actor;

namespace Crosstown.Actors.Tests.Traffic;

/// <summary>A refusal of closed traffic says what has closed it, and what to write instead.</summary>
public sealed class ClosedTrafficSpecs
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Running_work_that_uses_its_requests_traffic_is_told_of_its_own_context(bool afterAwait)
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var deferral = request.Defer(async () =>
        {
            if (afterAwait)
                await Task.Yield();
            request.Defer(() => { });
        });
        request.End();
        await host.SettledAsync();

        Assert.Equal(Fate.Failed, deferral.Fate);
        Assert.Contains("it came after the response of its request was over (POST /campaigns). ", deferral.Reason, StringComparison.Ordinal);
        Assert.Contains("traffic.Defer<TrafficContext>((context, ct) => … context.Traffic.Tell(…))", deferral.Reason, StringComparison.Ordinal);
    }

    /// <summary>The line that the message says to write.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public async Task Running_work_defers_by_its_own_context(bool afterAwait)
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        request.Defer<TrafficContext>(async (context, _) =>
        {
            if (afterAwait)
                await Task.Yield();
            context.Traffic.Defer(() => { });
        });
        request.End();
        Assert.Equal(2, (await host.SettledAsync()).Ran);
    }

    [Fact]
    public async Task Traffic_of_a_deferral_that_has_ended_says_so()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        ITraffic? nested = null;
        request.Defer<TrafficContext>(context => nested = context.Traffic);
        request.End();
        await host.SettledAsync();

        var error = Assert.Throws<TrafficClosedException>(() => nested!.Defer(() => { }));

        Assert.EndsWith("was refused: the running deferral whose traffic this is has ended. Let its code await all that it starts before it returns.", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, host.Ledger.Read().Refused);
    }

    [Fact]
    public async Task Traffic_whose_actor_was_stopped_says_so()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var deferral = request.Defer(() => Assert.Fail("ran"));
        host.System.ActorSelection("/user/crosstown/requests-*/*").Tell(PoisonPill.Instance);
        await Eventually.TrueAsync(() => deferral.Fate is Fate.Failed, "its actor stopped");

        var error = Assert.Throws<TrafficClosedException>(() => request.Defer(() => { }));

        Assert.EndsWith(
            "was refused: the actor of its request (POST /campaigns) was stopped before the response was over: the actor system is ending, or its log says why.", error.Message, StringComparison.Ordinal);
        // The request is answered with a 503, as one whose actor cannot be started: both happen where the actor system ends.
        Assert.NotNull(error.RetryAfter);
        request.End();
        await host.SettledAsync();
    }
}
