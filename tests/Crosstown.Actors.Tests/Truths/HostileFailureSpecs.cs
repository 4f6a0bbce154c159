using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Truths;

/// <summary>docs/design.md §2.4: a failure whose own code throws, or whose listener does, has one fate and gives its slot back.</summary>
public sealed class HostileFailureSpecs
{
    [Fact]
    public async Task An_exception_whose_message_throws_is_a_failure_as_any_other()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        request.Defer(static () => throw new Hostile());
        request.Defer(static async () =>
        {
            await Task.Yield();
            throw new Hostile();
        });
        request.Defer(static void () => throw new Hostile(), new DeferralOptions { SameThread = true });
        request.Defer(static () => { }, new DeferralOptions { When = static _ => throw new Hostile() });
        request.End();
        Assert.Equal(4, (await host.SettledAsync()).Failed);
    }

    [Theory, InlineData("restart"), InlineData("resume"), InlineData("stop")]
    public async Task An_exception_whose_message_throws_is_a_failure_of_an_applications_actor_as_any_other(string onFailure)
    {
        await using var host = new TrafficHost(
            $"crosstown.pools.mine.on-failure = {onFailure}", static services => services.AddTrafficPool("mine", static _ => Props.Create(static () => new Throwing())));
        var request = host.Request();
        request.Tell("throws", new DeferralOptions { Pool = "mine" });
        request.Tell("throws", new DeferralOptions { Pool = "mine" });
        request.End();
        Assert.Equal(2, (await host.SettledAsync()).Failed);
    }

    [Fact]
    public async Task A_subscriber_of_failures_that_throws_keeps_no_slot()
    {
        await using var host = new TrafficHost("crosstown.admission.capacity = 1");
        host.System.EventStream.Subscribe(host.OutsideRequest.AsActorRef(), typeof(DeferralFailed));
        var request = host.Request();
        request.Defer(static void () => throw new InvalidOperationException("on purpose"));
        request.End();
        Assert.Equal(1, (await host.SettledAsync()).Failed);
    }

    private sealed class Throwing : ReceiveActor
    {
        public Throwing() => Receive<string>(static _ => throw new Hostile());
    }

    private sealed class Hostile : Exception
    {
        public override string Message => throw new InvalidOperationException("the message throws");
    }
}
