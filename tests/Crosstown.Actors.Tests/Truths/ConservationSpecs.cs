using System.Diagnostics.Metrics;
using Akka.Actor;
using Akka.Event;
using Akka.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Truths;

/// <summary>docs/design.md §2.4: nothing is dropped quietly.</summary>
public sealed class ConservationSpecs
{
    private const string One = "akka.actor.deployment./crosstown/pools/default { router = round-robin-pool, nr-of-instances = 1 }";

    [Fact]
    public async Task Deferred_is_outstanding_and_the_sum_of_the_fates_at_every_moment_of_a_mixed_load()
    {
        await using var host = new TrafficHost("crosstown.admission.capacity = 500");
        using var stop = new CancellationTokenSource();
        var unbalanced = 0;
        var watcher = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                if (!host.Ledger.Read().Balances)
                    Interlocked.Increment(ref unbalanced);
            }
        })
        { IsBackground = true };
        watcher.Start();
        var calls = 0;
        await Stress.OnThreadsAsync(4, thread =>
        {
            var random = new Random(thread);
            for (var i = 0; i < Stress.Scaled(500); i++)
            {
                var request = host.Request();
                for (var d = random.Next(1, 8); d > 0; d--)
                {
                    Interlocked.Increment(ref calls);
                    Deferral? deferral = null;
                    try
                    {
                        deferral = random.Next(6) switch
                        {
                            0 => request.Defer(() => throw new InvalidOperationException("on purpose")),
                            1 => request.Defer(async () => await Task.Yield()),
                            2 => request.TellTo(host.System.DeadLetters, "x"),
                            3 => request.Defer(() => { }, new DeferralOptions { SameThread = true }),
                            _ => request.Defer(() => { }),
                        };
                    }
                    catch (TrafficFullException)
                    {
                    }

                    if (random.Next(10) == 0)
                        deferral?.Cancel();
                }

                request.End(random.Next(3) switch { 0 => 500, 1 => 404, _ => 200 }, (ResponseOutcome)random.Next(4));
            }
        });
        var reading = await host.SettledAsync();
        stop.Cancel();
        watcher.Join();
        Assert.Equal(0, unbalanced);
        Assert.Equal(calls, reading.Deferred);
        Assert.Equal(calls, reading.Ended);
        Assert.True(reading is { Ran: > 0, Failed: > 0, NoGo: > 0, Cancelled: > 0 });
        Assert.Equal((0, 0, 0), (host.Ledger.SlotsTaken, host.Ledger.OpenRequests, host.Ledger.LaneDepths.Sum()));
    }

    [Fact]
    public async Task A_deferral_that_waits_in_the_mailbox_of_a_routee_that_stops_fails()
    {
        await using var host = new TrafficHost(One);
        var request = host.Request();
        using var started = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var running = request.Defer(() =>
        {
            started.Set();
            go.Wait(Stress.Patience);
        });
        var waiting = Enumerable.Range(0, 10).Select(_ => request.Defer(() => { })).ToList();
        request.End();
        Assert.True(started.Wait(Stress.Patience));
        // Stop is a system message: it overtakes the ten.
        var routees = await host.Pool("default").Router.Ask<Routees>(GetRoutees.Instance, Stress.Patience);
        host.System.Stop(((ActorRefRoutee)routees.Members.Single()).Actor);
        go.Set();
        var reading = await host.SettledAsync();
        Assert.Equal(Fate.Ran, running.Fate);
        Assert.All(waiting, deferral => Assert.Equal((Fate.Failed, "its routee stopped before starting it"), (deferral.Fate, deferral.Reason)));
        Assert.Equal((1L, 10L), (reading.Ran, reading.Failed));
    }

    [Theory]
    [InlineData(false, "its routee stopped before starting it")]
    [InlineData(true, "its pool has no routee")]
    public async Task A_deferral_dispatched_to_a_router_that_is_gone_or_has_no_routees_fails(bool hasRouter, string reason)
    {
        // The pool's own router stays without routees; Akka.NET's stop then, but for those with a resizer.
        await using var host = new TrafficHost(hasRouter ? "akka.actor.deployment./crosstown/pools/default.nr-of-instances = 1" : One);
        var router = host.Pool("default").Router;
        var routee = (await router.Ask<Routees>(GetRoutees.Instance, Stress.Patience)).Members.Single();
        if (hasRouter)
        {
            router.Tell(new RemoveRoutee(routee));
            await Eventually.TrueAsync(() => !router.Ask<Routees>(GetRoutees.Instance, Stress.Patience).Result.Members.Any(), "the router has no routee");
        }
        else
        {
            Assert.True(await router.GracefulStop(Stress.Patience));
        }

        var request = host.Request();
        var deferral = request.Defer(() => { });
        request.End();

        Assert.Equal(1, (await host.SettledAsync()).Failed);
        Assert.Equal(reason, deferral.Reason);
        Assert.Equal(0, host.Ledger.SlotsTaken);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_receipt_that_is_told_to_a_dead_actor_is_only_a_message(bool sameThread)
    {
        await using var host = new TrafficHost();
        var dead = host.System.ActorOf(Props.Create(() => new Sink(new TaskCompletionSource<object>())));
        Assert.True(await dead.GracefulStop(Stress.Patience));
        var letters = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        host.System.EventStream.Subscribe(host.System.ActorOf(Props.Create(() => new Sink(letters))), typeof(DeadLetter));
        var request = host.Request();
        var deferral = request.Defer(() => { }, new DeferralOptions { SameThread = sameThread });

        dead.Tell(deferral);
        // Whoever else listens to dead letters has had this one first.
        await letters.Task.WaitAsync(Stress.Patience);
        await host.System.ActorSelection("/user/crosstown/dead-letters").Ask<ActorIdentity>(new Identify(1), Stress.Patience);

        Assert.Null(deferral.Fate);
        request.End();
        Assert.Equal(1, (await host.SettledAsync()).Ran);
        Assert.All(host.Ledger.LaneDepths, depth => Assert.Equal(0, depth));
    }

    [Fact]
    public async Task A_deferral_that_runs_on_a_routee_that_stops_fails_and_keeps_its_slot_until_its_code_returns()
    {
        await using var host = new TrafficHost(One);
        var request = host.Request();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = new TaskCompletionSource();
        var running = request.Defer(async ct =>
        {
            started.SetResult();
            await release.Task;
        });
        request.End();
        await started.Task.WaitAsync(Stress.Patience);
        var routees = await host.Pool("default").Router.Ask<Routees>(GetRoutees.Instance, Stress.Patience);
        host.System.Stop(((ActorRefRoutee)routees.Members.Single()).Actor);
        Assert.Equal(Fate.Failed, await running.WaitAsync().WaitAsync(Stress.Patience));
        // The fate comes first, the count right after it.
        await Eventually.TrueAsync(() => host.Ledger.DetachedRuns == 1, "the stray is counted");
        Assert.Equal(1, host.Ledger.SlotsTaken);
        release.SetResult();
        await host.SettledAsync();
        Assert.Equal(0, host.Ledger.DetachedRuns);
    }

    [Fact]
    public async Task The_deferrals_of_a_request_whose_actor_is_stopped_have_a_fate()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var deferrals = Enumerable.Range(0, 5).Select(_ => request.Defer(() => { })).ToList();
        var children = await LivingRequestActors.CountAsync(host, 1);
        host.System.Stop(children.Single());
        Assert.Equal(5, (await host.SettledAsync()).Failed);
        Assert.All(deferrals, deferral => Assert.Equal("the actor of its traffic was stopped", deferral.Reason));
        Assert.Throws<TrafficClosedException>(() => request.Defer(() => { }));
    }

    [Fact]
    public async Task A_deferral_told_to_an_actor_of_the_application_has_run_once_it_is_in_that_mailbox()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var got = new TaskCompletionSource<object>();
        var actor = host.System.ActorOf(Props.Create(() => new Sink(got)));
        var deferral = request.TellTo(actor, "hello");
        request.End();
        Assert.Equal(Fate.Ran, await deferral.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Equal("hello", await got.Task.WaitAsync(Stress.Patience));
    }

    [Theory, InlineData(200, 1), InlineData(500, 0)]
    public async Task After_ten_thousand_requests_no_actor_deferral_or_slot_is_left(int status, int runs)
    {
        await using var host = new TrafficHost();
        var requests = Stress.Scaled(10_000);
        for (var i = 0; i < requests; i++)
        {
            var request = host.Request();
            for (var d = 0; d < 5; d++)
                request.Defer(static () => { });
            request.End(status);
        }

        var reading = await host.SettledAsync();
        Assert.Equal(5L * requests * runs, reading.Ran);
        Assert.Equal(5L * requests, reading.Ended);
        Assert.Equal((0, 0), (host.Ledger.SlotsTaken, host.Ledger.OpenRequests));
        await LivingRequestActors.CountAsync(host, 0);
    }

    private sealed class Sink : ReceiveActor
    {
        public Sink(TaskCompletionSource<object> got) => ReceiveAny(message => got.TrySetResult(message));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_propagator_that_throws_when_it_restores_fails_the_deferral_and_nothing_else(bool lane)
    {
        await using var host = new TrafficHost(configure: services => services.AddSingleton<ITrafficPropagator, BadPropagator>());
        var request = host.Request();
        var deferral = request.Defer(() => { }, new DeferralOptions { SameThread = lane });
        var message = request.Defer(() => Task.CompletedTask, new DeferralOptions { SameThread = lane });
        request.End();
        var reading = await host.SettledAsync();
        Assert.Equal((2L, 2L), (reading.Deferred, reading.Failed));
        Assert.Equal("on purpose", deferral.Exception!.Message);
        Assert.Equal(Fate.Failed, message.Fate);
        await Eventually.TrueAsync(() => host.Ledger.LaneDepths.All(static depth => depth == 0), "the lanes are empty");
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task An_activity_listener_that_throws_when_a_run_ends_does_not_stop_the_lane(bool bare)
    {
        await using var host = new TrafficHost();
        var factory = host.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument.Name == "crosstown.deferral.duration")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => throw new InvalidOperationException("on purpose"));
        listener.Start();
        var request = host.Request();
        var options = new DeferralOptions { SameThread = true };
        var deferral = bare ? request.Defer(() => { }, options) : request.Defer(async () => await Task.Yield(), options);
        request.End();
        await host.SettledAsync();
        Assert.Equal(Fate.Ran, deferral.Fate);
        await Eventually.TrueAsync(() => host.Ledger.LaneDepths.All(static depth => depth == 0), "the lanes are empty");
    }

    [Fact]
    public async Task A_deferral_made_before_the_start_keeps_no_slot()
    {
        await using var host = new TrafficHost(configure: services => services.AddTrafficHandler<IgnoreEarly>(), start: false);
        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await host.OutsideRequest.TellAsync(new Early()));
        Assert.Equal(0, host.Ledger.SlotsTaken);
    }

    private sealed record Early;

    private sealed class IgnoreEarly : ITrafficHandler<Early>
    {
        public Task HandleAsync(Early message, TrafficContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class BadPropagator : ITrafficPropagator
    {
        public object? Capture() => null;

        public void Restore(object? captured) => throw new InvalidOperationException("on purpose");
    }
}
