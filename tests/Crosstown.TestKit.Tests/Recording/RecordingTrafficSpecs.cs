using Akka.Actor;
using Crosstown.TestKit.TestApp;

namespace Crosstown.TestKit.Tests.Recording;

public sealed class RecordingTrafficSpecs
{
    private readonly RecordingTraffic _traffic = new();

    [Fact]
    public void Recording_traffic_stands_in_for_the_traffic_of_a_service_and_runs_nothing()
    {
        var ran = false;
        var deferral = _traffic.Tell(new PlaceCall("1"), new() { Pool = "calls", Timeout = TimeSpan.FromSeconds(5), Key = "k" });
        _traffic.Defer(() => { ran = true; });

        Assert.False(ran);
        Assert.Null(deferral.Fate);
        var recorded = _traffic.ShouldHaveDeferred<PlaceCall>(call => call.Number == "1", times: 1, pool: "calls");
        Assert.Same(deferral, recorded.Deferral);
        Assert.Equal(TimeSpan.FromSeconds(5), recorded.Timeout);
        Assert.Equal("k", recorded.Key);
        _traffic.ShouldHaveDeferred(2);
        _traffic.ShouldHaveDeferred(one => one.Kind.StartsWith("RecordingTrafficSpecs.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_verb_is_recorded_with_its_work_and_runs_on_demand()
    {
        var services = new ServiceCollection().AddSingleton<Calls>().AddTrafficHandler<PlaceCallHandler>().BuildServiceProvider();
        var calls = services.GetRequiredService<Calls>();
        var traffic = new RecordingTraffic(services);
        traffic.Tell(new PlaceCall("1"));
        Assert.True(traffic.TryTell(new PlaceCall("2"), out _));
        await traffic.TellAsync(new PlaceCall("3"));
        traffic.Defer(() => calls.Add("4"));
        traffic.Defer(() => Add("5"));
        traffic.Defer(() => new ValueTask(Add("6")));
        traffic.Defer(_ => Add("7"));
        traffic.Defer(_ => new ValueTask(Add("8")));
        traffic.Defer<Calls>((own, _) => Add("9", own));
        traffic.Defer<Calls>(own => own.Add("10"));
        traffic.Defer<Calls, TrafficContext>((own, context, _) => Add(context.Deferral.Fate is null ? "11" : "?", own));
        traffic.AsActorRef().Tell(new PlaceCall("12"));

        Assert.Equal(12, await traffic.RunAllAsync());

        Assert.Equal(Enumerable.Range(1, 12).Select(number => $"{number}"), calls.Placed);
        traffic.ShouldHaveRun<PlaceCall>(times: 4);
        traffic.ShouldHaveNoMore();

        Task Add(string number, Calls? to = null)
        {
            (to ?? calls).Add(number);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_decorated_method_is_recorded_with_its_message_and_its_attributes_values()
    {
        var services = new ServiceCollection().AddSingleton<Calls>().BuildServiceProvider();
        var traffic = new RecordingTraffic(services);
        Letters.Send(traffic, "Ada");

        var recorded = traffic.ShouldHaveDeferred<Letters.SendMessage>(letter => letter.To == "Ada", times: 1, pool: "letters");
        Assert.Equal(("letter-Ada", TimeSpan.FromSeconds(7)), (recorded.Key, recorded.Timeout));
        await traffic.RunAllAsync();
        Assert.Equal(["letter to Ada"], services.GetRequiredService<Calls>().Placed);
    }

    [Fact]
    public async Task Decorated_methods_that_recorded_work_calls_are_recorded_too_also_beside_a_running_host()
    {
        await using var host = await CrosstownTestHost.StartAsync(_ => { });
        var services = new ServiceCollection().AddSingleton<Calls>().BuildServiceProvider();
        var traffic = new RecordingTraffic(services);
        Letters.SendAll(traffic, ["Ada", "Grace"]);
        traffic.Defer(() => { Letters.Send("Barbara"); });

        Assert.Equal(5, await traffic.RunAllAsync());

        Assert.Equal(["letter to Ada", "letter to Grace", "letter to Barbara"], services.GetRequiredService<Calls>().Placed);
        traffic.ShouldHaveRun<Letters.SendMessage>(times: 3);
        host.ShouldHaveDeferredNothing();
    }

    [Fact]
    public void Options_come_before_the_attribute_of_a_closure()
    {
        _traffic.Defer([CrosstownTraffic(SameThread = true, Key = "closure")] () => { });
        _traffic.Defer([CrosstownTraffic(SameThread = true, Key = "closure")] () => { }, new() { Pool = "calls" });

        Assert.Equal([(PoolNames.SameThread, "closure"), ("calls", "closure")], _traffic.Deferrals.Select(deferral => (deferral.Pool, deferral.Key)));
    }

    [Fact]
    public async Task The_next_deferral_runs_alone_and_returns_its_failure()
    {
        var services = new ServiceCollection().AddSingleton<Calls>().AddTrafficHandler<PlaceCallHandler>().BuildServiceProvider();
        var traffic = new RecordingTraffic(services);
        traffic.Tell(new PlaceCall("bad"));
        traffic.Tell(new PlaceCall("twice"));

        var first = await traffic.RunNextAsync();

        Assert.Equal(Fate.Failed, first.Fate);
        Assert.Equal("the number is bad", first.Exception!.Message);
        traffic.ShouldHaveFailed<PlaceCall>(call => call.Number == "bad");
        Assert.Throws<TrafficAssertionException>(traffic.ShouldHaveNoMore);
        Assert.Equal(2, await traffic.RunAllAsync());
        await Assert.ThrowsAsync<TrafficAssertionException>(() => traffic.RunNextAsync());
    }

    [Fact]
    public async Task Running_all_tells_every_failure_and_runs_the_others()
    {
        var ran = 0;
        _traffic.Defer(() => throw new InvalidOperationException("one"));
        _traffic.Defer(() => { ran++; });
        _traffic.Defer(() => throw new InvalidOperationException("two"));

        var failed = await Assert.ThrowsAsync<TrafficFailedException>(() => _traffic.RunAllAsync());

        Assert.Equal(["one", "two"], failed.Failures.Select(failure => failure.Exception!.Message));
        Assert.Equal("one", failed.InnerException!.Message);
        Assert.Equal(1, ran);
    }

    [Fact]
    public void Full_traffic_refuses_as_a_host_does()
    {
        _traffic.IsFull = true;
        Assert.Throws<TrafficFullException>(() => _traffic.Tell(new PlaceCall("1")));
        Assert.False(_traffic.TryTell(new PlaceCall("2"), out _));
        _traffic.ShouldHaveDiscarded<PlaceCall>(fate: Fate.Refused, times: 2);
    }

    [Fact]
    public void Options_that_a_host_refuses_are_refused()
    {
        Assert.Throws<ArgumentException>(() => _traffic.Tell(new PlaceCall("1"), new() { Pool = "calls", SameThread = true }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _traffic.Tell(new PlaceCall("1"), new() { Timeout = TimeSpan.Zero }));
        _traffic.ShouldHaveDeferredNothing();
    }

    [Fact]
    public void A_veto_ends_what_was_deferred_and_what_follows()
    {
        _traffic.Tell(new PlaceCall("1"));
        _traffic.NoGo("sold out");
        _traffic.Tell(new PlaceCall("2"));
        Assert.Equal("sold out", _traffic.VetoReason);
        Assert.Equal("sold out", _traffic.ShouldHaveDiscarded<PlaceCall>(fate: Fate.NoGo, times: 2).Reason);
    }

    [Fact]
    public async Task A_receipt_that_is_cancelled_cancels_the_work_that_runs()
    {
        var started = new TaskCompletionSource();
        var deferral = _traffic.Defer(async token =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        });
        var running = _traffic.RunNextAsync();
        await started.Task;
        deferral.Cancel();
        Assert.Equal(Fate.Cancelled, (await running).Fate);
    }
}
