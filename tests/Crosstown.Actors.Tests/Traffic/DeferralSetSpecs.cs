using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Traffic;

/// <summary>docs/afterwards.md: sets of deferrals, and the work that may follow them.</summary>
public sealed class DeferralSetSpecs
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task The_set_is_that_of_the_call_and_may_name_a_deferral_twice()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var first = request.Defer(() => { });
        var list = new List<Deferral> { first, first };
        var then = request.WhenAll(list);
        list.Add(request.Defer(() => { }));
        var summary = then.Then(set => Assert.Equal([first, first], set));
        request.End();
        await host.SettledAsync();
        Assert.Equal(Fate.Ran, summary.Fate);
        Assert.Equal("The set of WhenAll has a null in it. Leave out what TryTell has not admitted. (Parameter 'deferrals')", Assert.Throws<ArgumentException>(() => request.WhenAll(first, null!)).Message);
    }

    [Fact]
    public async Task A_deferral_of_other_traffic_or_of_another_host_is_an_error_that_names_it_and_defers_nothing()
    {
        await using var host = new TrafficHost();
        await using var otherHost = new TrafficHost();
        var request = host.Request();
        var other = host.Request();
        var mine = request.Defer(() => { });
        var foreign = other.Defer(() => { });
        var outside = host.OutsideRequest.Defer(() => { });
        var elsewhere = otherHost.OutsideRequest.Defer(() => { });
        Assert.Equal(
            $"The set of WhenAll has {foreign}, deferred by request {foreign.Account.Number} (POST /campaigns), and the traffic is that of request {mine.Account.Number} (POST /campaigns). A set has deferrals of one " +
            "request, of one running deferral, or without a request: call WhenAll on the ITraffic by which the set was deferred. Running work waits for other deferrals by their WaitAsync.",
            Error(request, mine, foreign));
        Assert.Contains("deferred by code without a request, and the traffic is that of request", Error(request, outside), StringComparison.Ordinal);
        Assert.Contains($"and the traffic is that of code without a request", Error(host.OutsideRequest, mine), StringComparison.Ordinal);
        Assert.StartsWith($"The set of WhenAll has {elsewhere}, a deferral of another host", Error(host.OutsideRequest, elsewhere), StringComparison.Ordinal);
        request.End();
        other.End();
        Assert.Equal(3, (await host.SettledAsync()).Deferred);

        static string Error(ITraffic traffic, params Deferral[] set) => Assert.Throws<ArgumentException>(() => traffic.WhenAll(set).Then(_ => { })).Message;
    }

    [Fact]
    public async Task A_message_waits_too_and_its_handler_finds_the_set()
    {
        var handled = new TaskCompletionSource<(string, IReadOnlyList<Deferral>)>();
        await using var host = new TrafficHost(configure: services => services.AddSingleton(handled).AddTrafficHandler<MailSummaryHandler>());
        var request = host.Request();
        var calls = new[] { request.Defer(() => { }), request.Defer(() => { }) };
        var summary = request.WhenAll(calls).ThenTell(new MailSummary("spring"));
        Assert.Throws<NoTrafficHandlerException>(() => request.WhenAll(calls).ThenTell("nobody handles this"));
        request.End();
        await host.SettledAsync();
        var (name, set) = await handled.Task.WaitAsync(Stress.Patience);
        Assert.Equal(("spring", "MailSummaryHandler(MailSummary)"), (name, summary.Kind));
        Assert.Equal(calls, set);
    }

    [Fact]
    public async Task It_has_the_shapes_of_Defer_and_awaits_whatever_returns_a_task()
    {
        await using var host = new TrafficHost(configure: services => services.AddScoped<List<string>>().AddScoped<object>());
        var request = host.Request();
        var then = request.WhenAll(request.Defer(() => { }));
        var awaited = 0;
        Deferral[] all =
        [
            then.Then(_ => { awaited++; }),
            then.Then(_ => Count()),
            then.Then(_ => new ValueTask(Count())),
            then.Then(_ => new ValueTask<int>(Count())),
            then.Then((_, _) => Count()),
            then.Then((_, _) => new ValueTask(Count())),
            then.Then((_, _) => new ValueTask<int>(Count())),
            then.Then<List<string>>((_, _, _) => Count()),
            then.Then<List<string>>((_, _, _) => new ValueTask(Count())),
            then.Then<List<string>, object>((_, _, _, _) => Count()),
            then.Then<List<string>>((_, _) => Count()),
            then.Then<List<string>>((_, _) => new ValueTask(Count())),
            then.Then<List<string>>((_, _) => new ValueTask<int>(Count())),
            then.Then<List<string>>((_, list) => { list.Add(""); Interlocked.Increment(ref awaited); }),
            then.Then<List<string>>((_, list) => { list.Add(""); return Interlocked.Increment(ref awaited); }),
        ];
        request.End();
        await Eventually.TrueAsync(() => all.All(deferral => deferral.Fate is Fate.Ran || deferral.IsRunning) && Volatile.Read(ref awaited) == 3);
        Assert.Equal(12, all.Count(deferral => deferral.Fate is null));
        _open.SetResult();
        await host.SettledAsync();
        Assert.All(all, deferral => Assert.Equal(Fate.Ran, deferral.Fate));
        Assert.Equal(15, awaited);

        async Task<int> Count()
        {
            await _open.Task;
            return Interlocked.Increment(ref awaited);
        }
    }

    internal sealed record MailSummary(string Campaign);

    internal sealed class MailSummaryHandler(TaskCompletionSource<(string, IReadOnlyList<Deferral>)> handled) : ITrafficHandler<MailSummary>
    {
        public Task HandleAsync(MailSummary message, TrafficContext context, CancellationToken cancellationToken)
        {
            handled.SetResult((message.Campaign, context.Awaited));
            return Task.CompletedTask;
        }
    }
}
