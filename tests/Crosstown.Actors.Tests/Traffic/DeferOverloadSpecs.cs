using Crosstown.Actors.Deferrals;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Traffic;

/// <summary>Which overload of Defer the compiler chooses. A task is never lost: where the delegate returns one, the overload awaits it.</summary>
public sealed class DeferOverloadSpecs
{
    [Fact]
    public async Task A_lambda_binds_to_the_overload_that_awaits_its_task()
    {
        await using var host = new TrafficHost();
        var traffic = host.Request();
        var mail = new Mailer();

        Is<ActionWork>(traffic.Defer(() => mail.Send()));
        Is<TaskWork>(traffic.Defer(() => mail.SendAsync()));
        Is<TaskWork>(traffic.Defer(() => mail.CountAsync()));
        Is<TaskWork>(traffic.Defer(async () => await mail.SendAsync()));
        Is<ValueTaskWork>(traffic.Defer(() => mail.SendValueAsync()));
        Is<ValueTaskWork<int>>(traffic.Defer(() => mail.CountValueAsync()));
        Is<ValueTaskWork<int>>(traffic.Defer(async () => { await Task.Yield(); return 5; }));

        Is<TokenTaskWork>(traffic.Defer(ct => mail.SendAsync(ct)));
        Is<TokenTaskWork>(traffic.Defer(ct => mail.CountAsync(ct)));
        Is<TokenTaskWork>(traffic.Defer(async ct => await mail.SendAsync(ct)));
        Is<TokenTaskWork>(traffic.Defer(mail.SendAsync));
        Is<TokenValueTaskWork>(traffic.Defer(ct => mail.SendValueAsync(ct)));
        Is<TokenValueTaskWork<int>>(traffic.Defer(ct => mail.CountValueAsync(ct)));
        Is<TokenValueTaskWork<int>>(traffic.Defer(async ct => { await Task.Delay(0, ct); return 5; }));
        Is<TokenValueTaskWork<int>>(traffic.Defer((CancellationToken ct) => mail.CountValueAsync(ct)));
    }

    [Fact]
    public async Task A_lambda_of_a_service_binds_to_the_overload_that_awaits_its_task()
    {
        await using var host = new TrafficHost();
        var traffic = host.Request();

        Is<ServiceActionWork<Mailer>>(traffic.Defer<Mailer>(mail => mail.Send()));
        Is<ServiceActionWork<Mailer>>(traffic.Defer<Mailer>(mail => { mail.Send(); mail.Count(); }));
        Is<ServiceActionWork<Mailer>>(traffic.Defer((Mailer mail) => mail.Send()));
        Is<ServiceCallWork<Mailer>>(traffic.Defer<Mailer>(mail => mail.Count()));
        Is<ServiceCallWork<TrafficContext>>(traffic.Defer<TrafficContext>(context => context.Traffic.Defer(() => { })));
        Is<ServiceOnlyTaskWork<Mailer>>(traffic.Defer<Mailer>(mail => mail.SendAsync()));
        Is<ServiceOnlyTaskWork<Mailer>>(traffic.Defer<Mailer>(mail => mail.CountAsync()));
        Is<ServiceOnlyTaskWork<Mailer>>(traffic.Defer<Mailer>(async mail => await mail.CountValueAsync()));
        Is<ServiceOnlyTaskWork<Mailer>>(traffic.Defer((Mailer mail) => mail.SendAsync()));
        Is<ServiceOnlyValueTaskWork<Mailer>>(traffic.Defer<Mailer>(mail => mail.SendValueAsync()));
#pragma warning disable CA2012 // The analyzer sees no await where the call awaits what it gets as an object.
        Is<ServiceCallWork<Mailer>>(traffic.Defer<Mailer>(mail => mail.CountValueAsync()));
#pragma warning restore CA2012
        Is<ServiceTaskWork<Mailer>>(traffic.Defer<Mailer>((mail, ct) => mail.SendAsync(ct)));
        Is<ServiceValueTaskWork<Mailer>>(traffic.Defer<Mailer>((mail, ct) => mail.SendValueAsync(ct)));
        Is<ServicesTaskWork<Mailer, TrafficContext>>(traffic.Defer<Mailer, TrafficContext>((mail, _, ct) => mail.SendAsync(ct)));
        Is<ServicesTaskWork<Mailer, TrafficContext, TimeProvider>>(traffic.Defer<Mailer, TrafficContext, TimeProvider>(async (mail, _, _, ct) => await mail.CountValueAsync(ct)));
    }

    /// <summary>The fate waits for the task, so a task that fails is a failed deferral; one that was lost would leave the deferral Ran.</summary>
    [Fact]
    public async Task Whatever_a_service_call_returns_to_await_is_awaited()
    {
        await using var host = new TrafficHost(configure: services => services.AddSingleton<Mailer>());
        var request = host.Request();
        Deferral[] failing =
        [
            request.Defer<Mailer>(mail => mail.FailAsync()),
            request.Defer<Mailer>(mail => new ValueTask(mail.FailAsync())),
            request.Defer<Mailer>(mail => new ValueTask<int>(mail.FailAsync())),
            request.Defer<Mailer>(mail => (object)mail.FailAsync()),
            request.Defer<Mailer>(async mail => { await mail.FailAsync(); }),
            request.Defer(async _ => { await new Mailer().FailAsync(); return 5; }),
        ];
        Deferral[] running =
        [
            request.Defer<Mailer>(mail => mail.Send()),
            request.Defer<Mailer>(mail => mail.Count()),
            request.Defer<Mailer>(_ => (object?)null),
            request.Defer<Mailer, TrafficContext>((mail, context, ct) => context.Deferral.Fate is null ? mail.SendAsync(ct) : throw new InvalidOperationException()),
        ];
        request.End();
        await host.SettledAsync();

        Assert.All(failing, static deferral => Assert.Equal((Fate.Failed, "on purpose"), (deferral.Fate, deferral.Reason)));
        Assert.All(running, static deferral => Assert.Equal(Fate.Ran, deferral.Fate));
    }

    [Fact]
    public async Task A_service_that_is_not_registered_is_a_failure_that_names_it()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var deferral = request.Defer<Mailer>(mail => mail.Send());
        request.End();
        await host.SettledAsync();
        Assert.Equal(Fate.Failed, deferral.Fate);
        Assert.Contains(nameof(Mailer), deferral.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void No_overload_takes_an_action_of_a_token() =>
        Assert.DoesNotContain(typeof(ITraffic).GetMethods(), static method => method.Name == "Defer" && method.GetParameters()[0].ParameterType == typeof(Action<CancellationToken>));

    private static void Is<TWork>(Deferral deferral) => Assert.IsType<TWork>(deferral.Work);

#pragma warning disable CA1822 // Called as instance members, as those of services are.
    private sealed class Mailer
    {
        public void Send()
        {
        }

        public int Count() => 5;

        public Task SendAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task<int> CountAsync(CancellationToken cancellationToken = default) => Task.FromResult(5);

        public ValueTask SendValueAsync(CancellationToken cancellationToken = default) => default;

        public ValueTask<int> CountValueAsync(CancellationToken cancellationToken = default) => new(5);

        public async Task<int> FailAsync()
        {
            await Task.Yield();
            throw new InvalidOperationException("on purpose");
        }
    }
}
