
namespace Crosstown.Actors.Tests.Traffic;

/// <summary>docs/design.md §4: deferrals made by running work: a new generation of the same request, released at once, bounded.</summary>
public sealed class NestedSpecs
{
    [Fact]
    public async Task A_nested_deferral_runs_at_once_knows_the_request_and_is_another_generation()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        Deferral? nested = null;
        string? path = null;
        var outer = request.Defer<TrafficContext>(async (context, ct) =>
        {
            nested = context.Traffic.Defer<TrafficContext>((inner, _) =>
            {
                path = inner.Request!.Path;
                return Task.CompletedTask;
            });
            Assert.Equal(Fate.Ran, await nested.WaitAsync(ct));
        });
        request.End();
        Assert.Equal(Fate.Ran, await outer.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Equal("/campaigns", path);
        Assert.NotEqual(outer.Id.Traffic, nested!.Id.Traffic);
        Assert.Equal(2, (await host.SettledAsync()).Ran);
        Assert.Equal(0, host.Ledger.OpenRequests);
    }

    [Theory, InlineData(0), InlineData(1), InlineData(3)]
    public async Task Nesting_is_bounded_and_a_deferral_that_is_nested_too_deep_is_refused(int depth)
    {
        await using var host = new TrafficHost($"crosstown.nested.max-depth = {depth}");
        var request = host.Request();
        Exception? refused = null;
        request.Defer<TrafficContext>(Deeper);
        request.End();
        var reading = await host.SettledAsync();
        Assert.Equal((1L + depth, 1L), (reading.Ran, reading.Refused));
        Assert.Contains($"crosstown.nested.max-depth is {depth}", Assert.IsType<TrafficFullException>(refused).Message, StringComparison.Ordinal);

        Task Deeper(TrafficContext context, CancellationToken _)
        {
            try
            {
                context.Traffic.Defer<TrafficContext>(Deeper);
            }
            catch (TrafficFullException e)
            {
                refused = e;
            }

            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task The_deferrals_of_all_generations_of_a_request_are_bounded_together()
    {
        await using var host = new TrafficHost("crosstown.nested.max-count = 50");
        var request = host.Request();
        for (var i = 0; i < 4; i++)
        {
            request.Defer<TrafficContext>((context, _) =>
            {
                for (var n = 0; n < 20; n++)
                {
                    try
                    {
                        context.Traffic.Defer(() => { });
                    }
                    catch (TrafficFullException)
                    {
                    }
                }

                return Task.CompletedTask;
            });
        }

        request.End();
        var reading = await host.SettledAsync();
        Assert.Equal((54L, 30L), (reading.Ran, reading.Refused));
    }

    [Fact]
    public async Task After_its_deferral_has_ended_a_context_defers_no_more()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        TrafficContext? kept = null;
        var outer = request.Defer<TrafficContext>((context, _) =>
        {
            kept = context;
            return Task.CompletedTask;
        });
        request.End();
        await outer.WaitAsync().WaitAsync(Stress.Patience);
        await host.SettledAsync();
        Assert.Throws<TrafficClosedException>(() => kept!.Traffic.Defer(() => { }));
        Assert.Equal(1, host.Ledger.Read().Refused);
    }

    [Fact]
    public async Task A_parent_that_ran_lets_its_children_run_whatever_the_configured_rules_but_not_their_own()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        Deferral? plain = null, own = null, ownOther = null, when = null;
        request.Defer<TrafficContext>(
            (context, _) =>
            {
                plain = context.Traffic.Defer(() => { });
                own = context.Traffic.Defer(() => { }, new DeferralOptions { NoGo = "5xx" });
                ownOther = context.Traffic.Defer(() => { }, new DeferralOptions { NoGo = "404" });
                when = context.Traffic.Defer(() => { }, new DeferralOptions { When = response => response.StatusCode == 200 });
                return Task.CompletedTask;
            },
            new DeferralOptions { NoGo = [] });
        request.End(500, ResponseOutcome.Truncated);
        await host.SettledAsync();
        Assert.Equal((Fate.Ran, Fate.NoGo, Fate.Ran, Fate.NoGo), (plain!.Fate, own!.Fate, ownOther!.Fate, when!.Fate));
    }

    [Fact]
    public async Task Nested_sequential_work_runs_in_order_one_at_a_time()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var order = new List<int>();
        request.Defer<TrafficContext>((context, _) =>
        {
            for (var i = 0; i < 50; i++)
            {
                var number = i;
                context.Traffic.Defer(
                    async () =>
                    {
                        await Task.Yield();
                        order.Add(number);
                    },
                    new DeferralOptions { Sequential = true });
            }

            return Task.CompletedTask;
        });
        request.End();
        await host.SettledAsync();
        Assert.Equal(Enumerable.Range(0, 50), order);
        await LivingRequestActors.CountAsync(host, 0);
    }

    /// <summary>The two find no actor for their generation at the same time; the third comes when that is long over.</summary>
    [Fact]
    public async Task Two_threads_of_one_deferral_that_defer_in_sequence_at_once_share_one_actor_and_lose_nothing()
    {
        await using var host = new TrafficHost();
        var sequential = new DeferralOptions { Sequential = true };
        for (var round = 0; round < Stress.Scaled(1000); round++)
        {
            var ready = 0;
            var running = 0;
            var most = 0;
            var request = host.Request();
            Deferral? last = null;
            request.Defer<TrafficContext>(async (context, ct) =>
            {
                var other = Task.Run(Make, CancellationToken.None);
                var mine = Make();
                var others = await other;
                await mine.WaitAsync(ct);
                await others.WaitAsync(ct);
                last = context.Traffic.Defer(Count, sequential);

                Deferral Make()
                {
                    var traffic = context.Traffic;
                    Interlocked.Increment(ref ready);
                    var spin = default(SpinWait);
                    while (Volatile.Read(ref ready) < 2)
                        spin.SpinOnce();
                    return traffic.Defer(Count, sequential);
                }

                void Count()
                {
                    Stress.RaiseTo(ref most, Interlocked.Increment(ref running));
                    Interlocked.Decrement(ref running);
                }
            });
            request.End();
            await host.SettledAsync();
            Assert.Equal((1, Fate.Ran), (most, last!.Fate));
        }

        await LivingRequestActors.CountAsync(host, 0);
    }

    /// <summary>What a deferral has started and not awaited may defer while its generation closes.</summary>
    [Fact]
    public async Task A_first_sequential_deferral_made_as_its_parent_ends_runs_or_is_refused_and_leaves_no_actor()
    {
        await using var host = new TrafficHost();
        var sequential = new DeferralOptions { Sequential = true };
        for (var round = 0; round < Stress.Scaled(1000); round++)
        {
            var request = host.Request();
            var ended = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
            request.Defer<TrafficContext>((context, _) =>
            {
                var traffic = context.Traffic;
                using var ready = new ManualResetEventSlim();
                ended.SetResult(Task.Run(
                    () =>
                    {
                        ready.Set();
                        try
                        {
                            traffic.Defer(() => { }, sequential);
                        }
                        catch (TrafficClosedException)
                        {
                            // Too late, and said so.
                        }
                    },
                    CancellationToken.None));
                ready.Wait(Stress.Patience, CancellationToken.None);
                return Task.CompletedTask;
            });
            request.End();
            await (await ended.Task).WaitAsync(Stress.Patience);
            await host.SettledAsync();
        }

        await LivingRequestActors.CountAsync(host, 0);
    }

    [Theory, InlineData(KeyPolicy.FirstWins), InlineData(KeyPolicy.LastWins)]
    public async Task Of_nested_deferrals_with_one_key_one_runs(KeyPolicy policy)
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var ran = 0;
        request.Defer<TrafficContext>((context, _) =>
        {
            for (var i = 0; i < 3; i++)
                context.Traffic.Defer(() => Interlocked.Increment(ref ran), new DeferralOptions { Key = "k", KeyPolicy = policy });
            return Task.CompletedTask;
        });
        request.End();
        var reading = await host.SettledAsync();
        Assert.Equal((1, 2L, 2L), (ran, reading.Ran, reading.Cancelled));
        await LivingRequestActors.CountAsync(host, 0);
    }

    [Fact]
    public async Task A_nested_deferral_that_finds_no_slot_does_not_count_towards_the_limit()
    {
        await using var host = new TrafficHost("crosstown { nested.max-count = 3, admission.capacity = 1 }");
        var request = host.Request();
        var refusals = new List<string>();
        request.Defer<TrafficContext>((context, _) =>
        {
            for (var i = 0; i < 5; i++)
                refusals.Add(Assert.Throws<TrafficFullException>(() => context.Traffic.Defer(() => { })).Message);
            return Task.CompletedTask;
        });
        request.End();
        Assert.Equal(5, (await host.SettledAsync()).Refused);
        Assert.All(refusals, message => Assert.Contains("crosstown.admission.capacity", message, StringComparison.Ordinal));
    }
}
