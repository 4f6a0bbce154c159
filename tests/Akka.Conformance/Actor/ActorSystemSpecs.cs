using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;

namespace Akka.Conformance.Actor;

public class ActorSystemSpecs
{
    [Fact]
    public async Task A_system_bears_the_name_it_was_created_with()
    {
        using var system = ActorSystem.Create("Some-Name-1", Spec.QuietConfig);
        Assert.Equal("Some-Name-1", system.Name);
        await system.Terminate();
    }

    [Theory]
    [InlineData("")]
    [InlineData("-leading")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a.b")]
    [InlineData("a$")]
    public void A_name_that_is_not_of_letters_digits_and_hyphens_is_refused(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => ActorSystem.Create(name, Spec.QuietConfig));

    [Fact]
    public async Task The_given_configuration_lies_over_the_defaults()
    {
        var config = ConfigurationFactory.ParseString("mine.number = 7, akka.actor.ask-timeout = 3s").WithFallback(Spec.QuietConfig);
        var system = ActorSystem.Create("configured", config);
        Assert.Equal(7, system.Settings.Config.GetInt("mine.number"));
        Assert.Equal(TimeSpan.FromSeconds(3), system.Settings.AskTimeout);
        Assert.True(system.Settings.Config.GetInt("akka.actor.default-dispatcher.throughput") > 0);
        await system.Terminate();
    }

    [Fact]
    public async Task A_bootstrap_setup_brings_the_configuration()
    {
        var system = ActorSystem.Create("booted", BootstrapSetup.Create().WithConfig(
            ConfigurationFactory.ParseString("mine.number = 8").WithFallback(Spec.QuietConfig)));
        Assert.Equal(8, system.Settings.Config.GetInt("mine.number"));
        await system.Terminate();
    }

    [Fact]
    public async Task A_setup_of_the_users_own_is_found_in_the_settings()
    {
        var mine = new MySetup("tea");
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(Spec.QuietConfig)).And(mine);
        var system = ActorSystem.Create("set-up", setup);
        var found = system.Settings.Setup.Get<MySetup>();
        Assert.True(found.HasValue);
        Assert.Same(mine, found.Value);
        Assert.False(system.Settings.Setup.Get<OtherSetup>().HasValue);
        await system.Terminate();
    }

    [Fact]
    public void The_later_of_two_setups_of_one_type_counts() =>
        Assert.Equal("late", ActorSystemSetup.Empty.WithSetup(new MySetup("early")).And(new MySetup("late")).Get<MySetup>().Value.Drink);

    [Fact]
    public async Task Two_systems_of_one_name_know_nothing_of_each_other()
    {
        var one = ActorSystem.Create("twin", Spec.QuietConfig);
        var two = ActorSystem.Create("twin", Spec.QuietConfig);
        one.ActorOf(Props.Create<Idle>(), "a");
        var other = two.ActorOf(Props.Create<Idle>(), "a");
        await one.Terminate();
        Assert.False(two.WhenTerminated.IsCompleted);
        Assert.Equal("pong", await other.Ask<string>("ping", Spec.Patience));
        await two.Terminate();
    }

    [Fact]
    public async Task Terminate_has_stopped_every_actor_when_it_completes_children_before_parents()
    {
        var system = ActorSystem.Create("ending", Spec.QuietConfig);
        var log = new ConcurrentQueue<string>();
        for (var i = 0; i < 10; i++)
            Assert.Equal("up", await system.ActorOf(Props.Create(() => new Family(log, 3)), "f" + i).Ask<string>("up?", Spec.Patience));
        await system.Terminate();
        var stopped = log.ToList();
        Assert.Equal(40, stopped.Count);
        Assert.Equal(40, stopped.Distinct().Count());
        Assert.All(stopped, path => Assert.DoesNotContain(
            stopped.Skip(stopped.IndexOf(path)), later => later.StartsWith(path + "/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Terminate_may_be_called_again_and_again()
    {
        var system = ActorSystem.Create("again", Spec.QuietConfig);
        var first = system.Terminate();
        var second = system.Terminate();
        await first;
        await second;
        await system.Terminate();
        Assert.True(system.WhenTerminated.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_living_system_has_not_terminated()
    {
        var system = ActorSystem.Create("living", Spec.QuietConfig);
        var end = system.WhenTerminated;
        Assert.Equal("pong", await system.ActorOf<Idle>().Ask<string>("ping", Spec.Patience));
        Assert.False(end.IsCompleted);
        await system.Terminate();
        Assert.True(end.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task What_was_registered_on_termination_has_run_once_when_the_system_has_terminated()
    {
        var system = ActorSystem.Create("hooks", Spec.QuietConfig);
        var log = new ConcurrentQueue<string>();
        system.ActorOf(Props.Create(() => new Family(log, 0)), "actor");
        system.RegisterOnTermination(() => log.Enqueue("one"));
        system.RegisterOnTermination(() => log.Enqueue("two"));
        await system.Terminate();
        await system.WhenTerminated;
        Assert.Equal(new[] { "one", "two" }, log.Where(s => s[0] != '/').Order());
        Assert.StartsWith("/user/actor", log.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_actor_may_terminate_its_own_system()
    {
        var system = ActorSystem.Create("inside", Spec.QuietConfig);
        system.ActorOf<Idle>().Tell("terminate");
        await system.WhenTerminated.WaitAsync(Spec.Patience);
    }

    [Fact]
    public async Task A_terminated_system_starts_no_actor_and_its_old_refs_may_still_be_told()
    {
        var system = ActorSystem.Create("over", Spec.QuietConfig);
        var old = system.ActorOf<Idle>("old");
        await system.Terminate();
        Assert.Throws<InvalidOperationException>(() => system.ActorOf<Idle>("new"));
        old.Tell("hello");
        system.DeadLetters.Tell("hello");
        await Assert.ThrowsAnyAsync<Exception>(() => old.Ask<string>("ping", TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public async Task Disposing_a_system_terminates_it()
    {
        var system = ActorSystem.Create("disposed", Spec.QuietConfig);
        system.Dispose();
        await system.WhenTerminated.WaitAsync(Spec.Patience);
    }

    [Fact]
    public async Task The_system_stops_an_actor_of_its_own()
    {
        var system = ActorSystem.Create("stops", Spec.QuietConfig);
        var log = new ConcurrentQueue<string>();
        var actor = system.ActorOf(Props.Create(() => new Family(log, 1)), "a");
        Assert.Equal("up", await actor.Ask<string>("up?", Spec.Patience));
        system.Stop(actor);
        Spec.AwaitTrue(() => log.Count == 2, "both stopped");
        Assert.Equal(new[] { "/user/a/c", "/user/a" }, log);
        await system.Terminate();
    }

    internal sealed class MySetup(string drink) : Setup
    {
        public string Drink { get; } = drink;
    }

    internal sealed class OtherSetup : Setup;

    private sealed class Idle : ReceiveActor
    {
        public Idle()
        {
            Receive<string>(s => s == "terminate", _ => Context.System.Terminate());
            ReceiveAny(_ => Sender.Tell("pong"));
        }
    }

    /// <summary>A chain of actors, each the child of the one before; answers once all are there.</summary>
    private sealed class Family : ReceiveActor
    {
        private readonly ConcurrentQueue<string> _log;

        public Family(ConcurrentQueue<string> log, int below)
        {
            _log = log;
            var child = below == 0 ? null : Context.ActorOf(Props.Create(() => new Family(log, below - 1)), "c");
            ReceiveAny(message =>
            {
                if (child is null)
                    Sender.Tell("up");
                else
                    child.Forward(message);
            });
        }

        protected override void PostStop() => _log.Enqueue(Self.Path.ToStringWithoutAddress());
    }

    [Fact]
    public async Task A_dispatcher_that_could_not_be_made_does_not_keep_the_system_from_ending()
    {
        var system = ActorSystem.Create("broken", ConfigurationFactory.ParseString("broken { type = ForkJoinDispatcher }").WithFallback(Spec.QuietConfig));
        Assert.ThrowsAny<Exception>(() => system.ActorOf(Props.Create(() => new Mute()).WithDispatcher("broken")));
        await system.Terminate().WaitAsync(Spec.Patience);
    }

    private sealed class Mute : ReceiveActor
    {
        public Mute() => ReceiveAny(static _ => { });
    }
}
