using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Handlers;

/// <summary>docs/design.md §4: handlers are found by the message's type, delegates by their shape.</summary>
public sealed class HandlerSpecs
{
    [Fact]
    public async Task A_message_goes_to_the_handler_of_its_type_or_its_nearest_base_type()
    {
        var seen = new List<string>();
        await using var host = new TrafficHost(configure: services => services.AddSingleton(seen).AddTrafficHandler<AnimalHandler>().AddTrafficHandler<DogHandler>());
        foreach (var animal in new Animal[] { new Animal(), new Cat(), new Dog(), new Puppy() })
        {
            var request = host.Request();
            request.Tell(animal);
            request.End();
            await host.SettledAsync();
        }

        Assert.Equal(["animal Animal", "animal Cat", "dog Dog", "dog Puppy"], seen);
    }

    [Fact]
    public async Task One_class_may_handle_several_messages()
    {
        var seen = new List<string>();
        await using var host = new TrafficHost(configure: services => services.AddSingleton(seen).AddTrafficHandler<Both>());
        var request = host.Request();
        request.Tell("s", new DeferralOptions { Sequential = true });
        request.Tell(1, new DeferralOptions { Sequential = true });
        request.End();
        await host.SettledAsync();
        Assert.Equal(["string s", "int 1"], seen);
    }

    public static TheoryData<string, Action<IServiceCollection>> Replacements => new()
    {
        { "by AddTrafficHandler", static services => services.AddTrafficHandler<Fake>() },
        { "by AddTrafficHandler after others", static services => services.AddTrafficHandler<Fake>().AddTrafficHandler<Both>().AddTrafficHandler<Fake>() },
        { "by its interface", static services => services.AddScoped<ITrafficHandler<string>, Fake>() },
        { "by an instance", static services => services.AddSingleton<ITrafficHandler<string>>(new Fake([])) },
        { "by its own type", static services => services.AddTransient<Replaceable, ReplaceableFake>() },
    };

    [Theory, MemberData(nameof(Replacements))]
    public async Task A_test_replaces_a_handler_by_a_later_registration(string how, Action<IServiceCollection> replace)
    {
        var seen = new List<string>();
        await using var host = new TrafficHost(configure: services =>
        {
            services.AddSingleton(seen).AddTrafficHandler<Replaceable>();
            replace(services);
        });
        var request = host.Request();
        request.Tell("message");
        request.End();
        Assert.Equal(1, (await host.SettledAsync()).Ran);
        Assert.True(seen is ["fake message"] or [], $"{how}: {string.Join(", ", seen)}");
    }

    [Fact]
    public async Task A_singleton_handler_is_one_instance_and_outlives_the_deferrals()
    {
        var handler = new SingletonHandler();
        await using var host = new TrafficHost(configure: services => services.AddSingleton(_ => handler).AddTrafficHandler<SingletonHandler>());
        for (var i = 0; i < 2; i++)
        {
            var request = host.Request();
            request.Tell("message");
            request.End();
            await host.SettledAsync();
        }

        Assert.Equal((2, false), (handler.Handled, handler.IsDisposed));
    }

    [Fact]
    public async Task A_handlers_failure_and_its_kind_are_in_the_receipt()
    {
        await using var host = new TrafficHost(configure: services => services.AddSingleton(new List<string>()).AddTrafficHandler<Both>());
        var request = host.Request();
        var deferral = request.Tell("throw");
        Assert.Equal($"{deferral.Id} Both(String)", deferral.ToString());
        request.End();
        await host.SettledAsync();
        Assert.Equal((Fate.Failed, "on purpose"), (deferral.Fate, deferral.Exception!.Message));
    }

    [Fact]
    public async Task Every_shape_of_delegate_runs_and_is_waited_for()
    {
        await using var host = new TrafficHost(configure: services => services.AddSingleton("service"));
        var traffic = host.Request();
        var ran = 0;
        traffic.Defer(() => { Interlocked.Increment(ref ran); });
        traffic.Defer(async () => { await Task.Yield(); Interlocked.Increment(ref ran); });
        traffic.Defer(async ValueTask () => { await Task.Yield(); Interlocked.Increment(ref ran); });
        traffic.Defer(async ValueTask<int> () => { await Task.Yield(); return Interlocked.Increment(ref ran); });
        traffic.Defer(async ct => { await Task.Delay(1, ct); Interlocked.Increment(ref ran); });
        traffic.Defer(async ValueTask (ct) => { await Task.Delay(1, ct); Interlocked.Increment(ref ran); });
        traffic.Defer<string>(async (service, ct) => { await Task.Delay(service.Length, ct); Interlocked.Increment(ref ran); });
        traffic.Defer<string>(async ValueTask (service, ct) => { await Task.Delay(service.Length, ct); Interlocked.Increment(ref ran); });
        traffic.End();
        Assert.Equal(8, (await host.SettledAsync()).Ran);
        Assert.Equal(8, ran);
    }

    [Fact]
    public async Task A_service_that_cannot_be_resolved_fails_its_deferral()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var deferral = request.Defer<Both>((_, _) => Task.CompletedTask);
        request.End();
        Assert.Equal(Fate.Failed, await deferral.WaitAsync().WaitAsync(Stress.Patience));
        await host.SettledAsync();
    }

    private class Animal;

    private sealed class Cat : Animal;

    private class Dog : Animal;

    private sealed class Puppy : Dog;

    private sealed class AnimalHandler(List<string> seen) : ITrafficHandler<Animal>
    {
        public Task HandleAsync(Animal message, TrafficContext context, CancellationToken cancellationToken)
        {
            seen.Add($"animal {message.GetType().Name}");
            return Task.CompletedTask;
        }
    }

    private sealed class DogHandler(List<string> seen) : ITrafficHandler<Dog>
    {
        public Task HandleAsync(Dog message, TrafficContext context, CancellationToken cancellationToken)
        {
            seen.Add($"dog {message.GetType().Name}");
            return Task.CompletedTask;
        }
    }

    private sealed class Both(List<string> seen) : ITrafficHandler<string>, ITrafficHandler<int>
    {
        public Task HandleAsync(string message, TrafficContext context, CancellationToken cancellationToken)
        {
            if (message == "throw")
                throw new InvalidOperationException("on purpose");
            seen.Add($"string {message}");
            return Task.CompletedTask;
        }

        public Task HandleAsync(int message, TrafficContext context, CancellationToken cancellationToken)
        {
            seen.Add($"int {message}");
            return Task.CompletedTask;
        }
    }

    private class Replaceable(List<string> seen) : ITrafficHandler<string>
    {
        public virtual Task HandleAsync(string message, TrafficContext context, CancellationToken cancellationToken)
        {
            seen.Add($"real {message}");
            return Task.CompletedTask;
        }
    }

    private sealed class ReplaceableFake(List<string> seen) : Replaceable(seen)
    {
        public override Task HandleAsync(string message, TrafficContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Fake(List<string> seen) : ITrafficHandler<string>
    {
        public Task HandleAsync(string message, TrafficContext context, CancellationToken cancellationToken)
        {
            seen.Add($"fake {message}");
            return Task.CompletedTask;
        }
    }

    private sealed class SingletonHandler : ITrafficHandler<string>, IDisposable
    {
        public int Handled { get; private set; }

        public bool IsDisposed { get; private set; }

        public Task HandleAsync(string message, TrafficContext context, CancellationToken cancellationToken)
        {
            Handled++;
            return Task.CompletedTask;
        }

        public void Dispose() => IsDisposed = true;
    }
}
