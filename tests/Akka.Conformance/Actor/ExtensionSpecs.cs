using Akka.Actor;

namespace Akka.Conformance.Actor;

public class ExtensionSpecs : Spec
{
    [Fact]
    public void An_extension_is_created_once_per_system()
    {
        var id = new CounterId();
        var first = (Counter)Sys.RegisterExtension(id);
        Assert.Same(first, Sys.RegisterExtension(id));
        Assert.Same(first, id.Get(Sys));
        Assert.Same(first, Sys.GetExtension<Counter>());
        Assert.Equal(1, id.Created);
        Assert.Same(Sys, first.System);
    }

    [Fact]
    public void An_extension_is_known_only_once_it_was_registered()
    {
        Assert.False(Sys.HasExtension<Counter>());
        Assert.False(Sys.TryGetExtension<Counter>(out _));
        Sys.RegisterExtension(new CounterId());
        Assert.True(Sys.HasExtension<Counter>());
        var type = typeof(Counter);
        Assert.True(Sys.HasExtension(type));
        Assert.True(Sys.TryGetExtension(type, out _));
        Assert.True(Sys.TryGetExtension<Counter>(out var found));
        Assert.NotNull(found);
    }

    [Fact]
    public void An_extension_that_many_threads_ask_for_at_once_is_created_once()
    {
        for (var round = 0; round < 50; round++)
        {
            var system = Sys;
            var id = round % 2 == 0 ? (ExtensionIdProvider<Counter>)new CounterId() : new CounterId();
            var got = new object[4];
            Race.Run(4, i => got[i] = system.RegisterExtension(id));
            Assert.All(got, g => Assert.Same(got[0], g));
        }
    }

    internal sealed class Counter(ActorSystem system) : IExtension
    {
        public ActorSystem System { get; } = system;
    }

    internal sealed class CounterId : ExtensionIdProvider<Counter>
    {
        public int Created { get; private set; }

        public override Counter CreateExtension(ExtendedActorSystem system)
        {
            Created++;
            return new Counter(system);
        }
    }
}

public class ConfiguredExtensionSpecs : Spec
{
    public ConfiguredExtensionSpecs()
        : base($"akka.extensions = [\"{typeof(MarkId).AssemblyQualifiedName}\"]")
    {
    }

    [Fact]
    public void An_extension_named_in_the_configuration_is_there_from_the_start() => Assert.True(Sys.HasExtension<Mark>());

    public sealed class Mark : IExtension;

    public sealed class MarkId : ExtensionIdProvider<Mark>
    {
        public override Mark CreateExtension(ExtendedActorSystem system) => new();
    }
}
