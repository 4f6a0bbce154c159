using Akka.Actor;
using Akka.Hosting;
using Akka.TestKit;

namespace Akka.Conformance.HostingSpecs;

public class ActorRegistrySpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly Type TypeOfKeyA = typeof(KeyA);

    private readonly ActorRegistry _registry = new();

    [Fact]
    public void What_is_registered_is_found_under_its_key()
    {
        _registry.Register<KeyA>(TestActor);

        Assert.Equal(TestActor, _registry.Get<KeyA>());
        Assert.True(_registry.TryGet<KeyA>(out var actor));
        Assert.Equal(TestActor, actor);
        Assert.True(_registry.TryGet(TypeOfKeyA, out actor));
        Assert.Equal(TestActor, actor);
    }

    [Fact]
    public void What_is_not_registered_is_missing()
    {
        _registry.Register<KeyB>(TestActor);

        Assert.Throws<MissingActorRegistryEntryException>(() => _registry.Get<KeyA>());
        Assert.False(_registry.TryGet<KeyA>(out var actor));
        Assert.True(actor.IsNobody());
    }

    [Fact]
    public void A_key_is_taken_once_unless_it_is_overwritten()
    {
        var probe = CreateTestProbe();
        _registry.Register<KeyA>(TestActor);

        Assert.Throws<DuplicateActorRegistryException>(() => _registry.Register<KeyA>(probe));
        Assert.False(_registry.TryRegister<KeyA>(probe));
        Assert.Equal(TestActor, _registry.Get<KeyA>());
        Assert.True(_registry.TryRegister<KeyA>(probe.Ref, overwrite: true));
        Assert.Equal(probe.Ref, _registry.Get<KeyA>());
        _registry.Register<KeyA>(TestActor, overwrite: true);
        Assert.Equal(TestActor, _registry.Get<KeyA>());
    }

    [Fact]
    public async Task Who_asks_before_the_registration_waits_for_it()
    {
        var first = _registry.GetAsync<KeyA>();
        var second = _registry.GetAsync(TypeOfKeyA);
        var other = _registry.GetAsync<KeyB>();
        Assert.False(first.IsCompleted);
        _registry.TryRegister<KeyA>(TestActor);

        Assert.Equal(TestActor, await first.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(TestActor, await second.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(TestActor, await _registry.GetAsync<KeyA>());
        Assert.False(other.IsCompleted);
    }

    [Fact]
    public async Task Who_waits_can_give_up()
    {
        using var cancel = new CancellationTokenSource();
        var waiting = _registry.GetAsync<KeyA>(cancel.Token);
        var patient = _registry.GetAsync<KeyA>();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(30)));
        _registry.Register<KeyA>(TestActor);
        Assert.Equal(TestActor, await patient.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task No_one_who_waits_is_forgotten_when_registrations_race()
    {
        for (var round = 0; round < 500; round++)
        {
            var registry = new ActorRegistry();
            Task<IActorRef> asked = null;
            var asking = Race.Start(1, _ => asked = registry.GetAsync<KeyA>());
            registry.Register<KeyA>(TestActor);
            asking.Join();

            Assert.Equal(TestActor, await asked.WaitAsync(TimeSpan.FromSeconds(30)));
        }
    }

    [Fact]
    public void It_lists_what_it_holds()
    {
        _registry.Register<KeyA>(TestActor);
        _registry.Register<KeyB>(TestActor);

        Assert.Equal([typeof(KeyA), typeof(KeyB)], _registry.Select(entry => entry.Key).OrderBy(key => key.Name));
    }

    [Fact]
    public void A_system_has_one_registry() => Assert.Same(ActorRegistry.For(Sys), ActorRegistry.For(Sys));

    [Fact]
    public async Task A_required_actor_is_the_registered_one()
    {
        var waiting = new RequiredActor<KeyA>(_registry).GetAsync();
        _registry.Register<KeyA>(TestActor);

        Assert.Equal(TestActor, new RequiredActor<KeyA>(_registry).ActorRef);
        Assert.Equal(TestActor, await waiting.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private sealed class KeyA;

    private sealed class KeyB;
}
