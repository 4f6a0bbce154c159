using Akka.Actor;
using Akka.TestKit.Xunit2;
using Crosstown.Actors.Accounting;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Requests;
using Crosstown.Actors.Runtime;
using Crosstown.Actors.Traffic;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Requests;

/// <summary>docs/design.md §6: the request's actor by itself, driven by messages as any actor is.</summary>
public sealed class RequestTrafficActorSpecs : TestKit
{
    private readonly TrafficHost _host;
    private readonly TrafficAccount _account;
    private readonly IActorRef _actor;

    public RequestTrafficActorSpecs()
        : base(CrosstownSettings.Reference)
    {
        _host = new TrafficHost(system: Sys);
        _account = new TrafficAccount(_host.Services.GetRequiredService<Ledger>());
        _actor = Sys.ActorOf(_host.Services.GetRequiredService<RuntimeProps>().Request());
        Watch(_actor);
    }

    [Fact]
    public void Holds_deferrals_until_the_signal_then_hands_them_over_in_the_order_told_and_stops()
    {
        for (var number = 1; number <= 5; number++)
            _actor.Tell(Call(number));
        ExpectNoMsg(TimeSpan.FromMilliseconds(20));
        _actor.Tell(new CompletionSignal(FakeRequest.Snapshot(), Count: 5));
        for (var number = 1; number <= 5; number++)
            Assert.Equal(number, ExpectMsg<PlaceCall>().Number);
        ExpectTerminated(_actor);
    }

    [Fact]
    public void A_signal_that_overtakes_deferrals_waits_for_as_many_as_it_counts()
    {
        _actor.Tell(Call(1));
        _actor.Tell(new CompletionSignal(FakeRequest.Snapshot(), Count: 3));
        _actor.Tell(Call(2));
        ExpectNoMsg(TimeSpan.FromMilliseconds(20));
        _actor.Tell(Call(3));
        for (var number = 1; number <= 3; number++)
            Assert.Equal(number, ExpectMsg<PlaceCall>().Number);
        ExpectTerminated(_actor);
    }

    [Fact]
    public void Judges_each_deferral_by_its_own_rules()
    {
        var stopped = Call(1);
        _actor.Tell(stopped);
        _actor.Tell(Call(2, new DeferralOptions { NoGo = "404" }));
        _actor.Tell(new CompletionSignal(FakeRequest.Snapshot(503), Count: 2));
        Assert.Equal(2, ExpectMsg<PlaceCall>().Number);
        ExpectTerminated(_actor);
        Assert.Equal((Fate.NoGo, "the status is 503 (no-go rule 5xx)"), (stopped.Deferral.Fate, stopped.Deferral.Reason));
    }

    [Fact]
    public void A_verdict_in_the_signal_decides_for_every_deferral_whatever_the_rules_say()
    {
        var vetoed = Call(1, new DeferralOptions { NoGo = [] });
        _actor.Tell(vetoed);
        _actor.Tell(new CompletionSignal(FakeRequest.Snapshot(), Count: 1, new Verdict(Fate.NoGo, "not today")));
        ExpectTerminated(_actor);
        Assert.Equal((Fate.NoGo, "not today"), (vetoed.Deferral.Fate, vetoed.Deferral.Reason));
    }

    [Fact]
    public void Hands_over_each_deferral_as_it_is_told_after_an_early_release_and_stops_at_the_signal()
    {
        _actor.Tell(Call(1));
        _actor.Tell(new ReleaseAsDeferred(FakeRequest.Snapshot()));
        Assert.Equal(1, ExpectMsg<PlaceCall>().Number);
        _actor.Tell(Call(2));
        Assert.Equal(2, ExpectMsg<PlaceCall>().Number);
        _actor.Tell(new CompletionSignal(FakeRequest.Snapshot(500), Count: 3));
        _actor.Tell(Call(3));
        Assert.Equal(3, ExpectMsg<PlaceCall>().Number);
        ExpectTerminated(_actor);
    }

    [Fact]
    public void A_sequence_hands_over_the_next_when_the_one_before_has_left()
    {
        _host.Pool("default").Router = TestActor;
        var sequential = new DeferralOptions { Sequential = true };
        for (var number = 1; number <= 3; number++)
            _actor.Tell(Delegate(sequential));
        _actor.Tell(new CompletionSignal(FakeRequest.Snapshot(), Count: 3));
        for (var number = 1; number <= 3; number++)
        {
            var handedOver = ExpectMsg<DeferralEnvelope>().Deferral;
            Assert.Equal(number, handedOver.DispatchOrder);
            ExpectNoMsg(TimeSpan.FromMilliseconds(20));
            Assert.True(handedOver.TryStart());
            Assert.True(handedOver.TryEnd(Fate.Ran));
        }

        ExpectTerminated(_actor);
    }

    [Fact]
    public void Hands_over_the_one_deferral_of_a_key_that_the_policy_names()
    {
        var first = Call(1, new DeferralOptions { Key = "k" });
        _actor.Tell(first);
        _actor.Tell(Call(2, new DeferralOptions { Key = "k", KeyPolicy = KeyPolicy.LastWins }));
        _actor.Tell(new CompletionSignal(FakeRequest.Snapshot(), Count: 2));
        Assert.Equal(2, ExpectMsg<PlaceCall>().Number);
        ExpectTerminated(_actor);
        Assert.Equal(Fate.Cancelled, first.Deferral.Fate);
    }

    [Fact]
    public void Deferrals_still_held_when_the_actor_is_stopped_fail()
    {
        var held = Call(1);
        _actor.Tell(held);
        Sys.Stop(_actor);
        ExpectTerminated(_actor);
        Assert.Equal((Fate.Failed, "the actor of its traffic was stopped"), (held.Deferral.Fate, held.Deferral.Reason));
    }

    /// <summary>A mailbox on the inline dispatcher is drained by whoever tells it something, a handler inside its own Tell among them.</summary>
    [Fact]
    public async Task A_predicate_never_runs_on_a_thread_that_defers()
    {
        var deferring = new ThreadLocal<bool>();
        var onDeferring = 0;
        var asked = 0;
        var options = new DeferralOptions
        {
            When = _ =>
            {
                Interlocked.Increment(ref asked);
                if (deferring.Value)
                    Interlocked.Increment(ref onDeferring);
                return false;
            },
        };
        FakeRequest? request = null;
        var rounds = Stress.Scaled(300);
        await Stress.RaceAsync(3, (thread, meet) =>
        {
            for (var round = 0; round < rounds; round++)
            {
                if (thread == 0)
                    request = _host.Request();
                meet();
                deferring.Value = true;
                // The more is told, the likelier a turn comes while the mailbox is being drained by a thread that defers.
                for (var i = 0; i < 100; i++)
                {
                    if (i == 0 && thread == 0)
                        request!.ReleaseEarly();
                    request!.Defer(() => { }, options);
                }

                deferring.Value = false;
                meet();
                if (thread == 0)
                    request!.End();
                meet();
            }
        });
        await _host.SettledAsync();
        Assert.Equal((300 * rounds, 0), (asked, onDeferring));
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _host.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private DeferralEnvelope Call(int number, DeferralOptions? options = null) => Envelope(new ActorWork(TestActor, new PlaceCall(number)), options);

    private DeferralEnvelope Delegate(DeferralOptions options) => Envelope(new ActionWork(() => { }), options);

    private DeferralEnvelope Envelope(Work work, DeferralOptions? options)
    {
        var deferral = new Deferral(_account, _host.Services.GetRequiredService<PlanFactory>().Plan(options, null), null, work, default);
        Assert.Equal(Refusal.None, _account.Ledger.Enter(deferral));
        return new DeferralEnvelope(deferral);
    }

    private sealed record PlaceCall(int Number);
}
