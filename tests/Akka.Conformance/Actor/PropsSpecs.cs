using Akka.Actor;
using Akka.Configuration;

namespace Akka.Conformance.Actor;

public class PropsSpecs : Spec
{
    public static TheoryData<string> Forms => new() { "expression", "generic with arguments", "type and arguments", "constructor of Props" };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_form_of_Props_creates_the_actor_with_its_arguments(string form)
    {
        var probe = TestActor;
        var type = typeof(Teller);
        var props = form switch
        {
            "expression" => Props.Create(() => new Teller(probe, "hello", 3)),
            "generic with arguments" => Props.Create<Teller>(probe, "hello", 3),
            "type and arguments" => Props.Create(type, probe, "hello", 3),
            _ => new Props(typeof(Teller), new object[] { probe, "hello", 3 }),
        };
        Assert.Equal(typeof(Teller), props.Type);
        Assert.Equal(new object[] { probe, "hello", 3 }, props.Arguments);
        Sys.ActorOf(props);
        ExpectMsg("hello 3");
    }

    [Fact]
    public void An_actor_without_constructor_arguments_needs_only_its_type()
    {
        Assert.Equal("x", Await(Sys.ActorOf<Echo>().Ask<string>("x")));
        Assert.Equal("x", Await(Sys.ActorOf(Props.Create<Echo>()).Ask<string>("x")));
        var type = typeof(Echo);
        Assert.Equal("x", Await(Sys.ActorOf(Props.Create(type)).Ask<string>("x")));
        Assert.Equal("x", Await(Sys.ActorOf(new Props(type)).Ask<string>("x")));
    }

    [Fact]
    public void The_expression_s_arguments_are_evaluated_once_and_serve_every_incarnation()
    {
        var evaluated = 0;
        var probe = TestActor;
        var props = Props.Create(() => new Keeper(probe, Next(ref evaluated)));
        var actor = Sys.ActorOf(props);
        ExpectMsg(1);
        actor.Tell(new Throw(new Boom()));
        ExpectMsg(1);
        Assert.Equal(1, evaluated);
    }

    [Fact]
    public void Among_several_constructors_the_one_that_fits_the_arguments_is_taken()
    {
        var probe = TestActor;
        Sys.ActorOf(Props.Create<Overloaded>(probe, 5));
        ExpectMsg("int 5");
        Sys.ActorOf(Props.Create<Overloaded>(probe, "five"));
        ExpectMsg("string five");
        Sys.ActorOf(Props.Create(() => new Overloaded(probe)));
        ExpectMsg("none");
    }

    [Fact]
    public void Arguments_may_be_null_or_computed()
    {
        var probe = TestActor;
        var n = 20;
        Sys.ActorOf(Props.Create(() => new Teller(probe, null, n * 2)));
        ExpectMsg(" 40");
        Sys.ActorOf(Props.Create(() => new Teller(probe, $"number {n}", Math.Max(n, 5) + 1)));
        ExpectMsg("number 20 21");
        Sys.ActorOf(Props.Create<Teller>(probe, null, 3));
        ExpectMsg(" 3");
    }

    [Fact]
    public void A_producer_makes_every_incarnation_and_gets_the_last_one_back()
    {
        var producer = new Producer(TestActor);
        var actor = Sys.ActorOf(Props.CreateBy(producer));
        ExpectMsg("produced");
        actor.Tell(new Throw(new Boom()));
        FishForMessage<string>(m => m == "produced");
        Assert.Equal("here", Await(actor.Ask<string>("here", Patience)));
        Sys.Stop(actor);
        FishForMessage<string>(m => m == "released");
    }

    [Fact]
    public void Only_a_constructor_call_is_a_proper_expression()
    {
        Assert.Throws<ArgumentException>(() => Props.Create(() => Made()));
        Assert.ThrowsAny<ArgumentException>(() => Props.Create((Type)null));
    }

    [Fact]
    public void With_methods_return_a_changed_copy_and_leave_the_original_alone()
    {
        var strategy = new OneForOneStrategy(_ => Directive.Stop);
        var original = Props.Create<Echo>();
        var changed = original.WithDispatcher("my-dispatcher").WithMailbox("my-mailbox").WithSupervisorStrategy(strategy);
        Assert.Equal("my-dispatcher", changed.Dispatcher);
        Assert.Equal("my-mailbox", changed.Mailbox);
        Assert.Same(strategy, changed.SupervisorStrategy);
        Assert.Equal(typeof(Echo), changed.Type);
        Assert.NotEqual("my-dispatcher", original.Dispatcher);
        Assert.NotEqual("my-mailbox", original.Mailbox);
        Assert.Null(original.SupervisorStrategy);
        var deployed = original.WithDeploy(new Deploy().WithDispatcher("elsewhere"));
        Assert.Equal("elsewhere", deployed.Dispatcher);
    }

    [Fact]
    public void The_strategy_given_by_Props_supervises_the_children()
    {
        var parent = Sys.ActorOf(Puppet.Props(Script("parent")).WithSupervisorStrategy(SupervisorStrategy.StoppingStrategy));
        var child = Child(parent, Script("child"));
        var watch = Watching(child);
        child.Tell(new Throw(new Boom()));
        watch.ExpectTerminated(child);
    }

    [Fact]
    public void An_actor_whose_constructor_does_not_fit_its_arguments_never_starts()
    {
        var actor = Sys.ActorOf(Props.Create<Teller>("only one"));
        ExpectStopped(actor);
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void An_unknown_dispatcher_is_an_error_at_once() =>
        Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Props.Create<Echo>().WithDispatcher("no-such-dispatcher")));

    [Fact]
    public void An_unknown_mailbox_is_an_error_at_once() =>
        Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Props.Create<Echo>().WithMailbox("no-such-mailbox")));

    private static int Next(ref int counter) => ++counter;

    private static Echo Made() => new();

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(m => Sender.Tell(m));
    }

    private sealed class Teller : ReceiveActor
    {
        public Teller(IActorRef to, string text, int number) => to.Tell($"{text} {number}");
    }

    private sealed class Keeper : ReceiveActor
    {
        public Keeper(IActorRef to, int number)
        {
            to.Tell(number);
            Receive<Throw>(t => throw t.Exception);
        }
    }

    private sealed class Overloaded : ReceiveActor
    {
        public Overloaded(IActorRef to) => to.Tell("none");

        public Overloaded(IActorRef to, int number) => to.Tell($"int {number}");

        public Overloaded(IActorRef to, string text) => to.Tell($"string {text}");
    }

    private sealed class Thrower : ReceiveActor
    {
        public Thrower()
        {
            Receive<Throw>(t => throw t.Exception);
            ReceiveAny(m => Sender.Tell(m));
        }
    }

    private sealed class Producer(IActorRef report) : IIndirectActorProducer
    {
        public Type ActorType => typeof(Thrower);

        public ActorBase Produce()
        {
            report.Tell("produced");
            return new Thrower();
        }

        public void Release(ActorBase actor)
        {
            Assert.IsType<Thrower>(actor);
            report.Tell("released");
        }
    }
}
