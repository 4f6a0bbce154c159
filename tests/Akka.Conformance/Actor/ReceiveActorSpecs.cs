using Akka.Actor;
using Akka.Event;

namespace Akka.Conformance.Actor;

public class ReceiveActorSpecs : Spec
{
    [Fact]
    public void The_first_handler_that_matches_takes_the_message()
    {
        var actor = Actor(a =>
        {
            a.On<string>(s => s.StartsWith('x'), _ => "predicate after type");
            a.On<string>(_ => "string");
            a.On<IComparable>(_ => "comparable");
            a.Any(_ => "any");
        });
        Assert.Equal("predicate after type", Ask(actor, "xyz"));
        Assert.Equal("string", Ask(actor, "abc"));
        Assert.Equal("comparable", Ask(actor, 5));
        Assert.Equal("any", Ask(actor, new object()));
    }

    [Fact]
    public void A_handler_of_a_base_type_that_comes_first_hides_the_later_ones()
    {
        var actor = Actor(a =>
        {
            a.On<Exception>(_ => "base");
            a.On<ArgumentException>(_ => "derived");
        });
        Assert.Equal("base", Ask(actor, new ArgumentException("x")));
    }

    [Fact]
    public void Every_overload_of_Receive_handles()
    {
        var actor = Sys.ActorOf<Overloads>();
        Assert.Equal("1 a", Ask(actor, "a"));
        Assert.Equal("2 b", Ask(actor, "b"));
        Assert.Equal("3 c", Ask(actor, "c"));
        Assert.Equal("4 d", Ask(actor, "d"));
        Assert.Equal("5 e", Ask(actor, "e"));
        Assert.Equal("6 f", Ask(actor, "f"));
        Assert.Equal("7 1", Ask(actor, 1));
        Assert.Equal("8 2", Ask(actor, 2));
        Assert.Equal("9 3", Ask(actor, 3));
        Assert.Equal("10 4", Ask(actor, 4));
        Assert.Equal("11 5.5", Ask(actor, 5.5m));
    }

    [Fact]
    public void A_handler_that_returns_false_passes_the_message_to_the_next()
    {
        var actor = Sys.ActorOf<Declining>();
        Assert.Equal("first", Ask(actor, 1));
        Assert.Equal("second", Ask(actor, 2));
        var unhandled = Subscribed<UnhandledMessage>();
        actor.Tell(3);
        Assert.Equal(3, unhandled.ExpectMsg<UnhandledMessage>().Message);
    }

    [Fact]
    public void A_message_that_nobody_handles_is_published_as_unhandled()
    {
        var unhandled = Subscribed<UnhandledMessage>();
        var actor = Actor(a => a.On<string>(s => s));
        actor.Tell(42, TestActor);
        var message = unhandled.ExpectMsg<UnhandledMessage>();
        Assert.Equal(42, message.Message);
        Assert.Equal(TestActor, message.Sender);
        Assert.Equal(actor, message.Recipient);
        Assert.Equal("still here", Ask(actor, "still here"));
    }

    [Fact]
    public void Nothing_may_follow_ReceiveAny()
    {
        var actor = Sys.ActorOf(Props.Create(() => new AfterAny(TestActor)));
        ExpectMsg<InvalidOperationException>();
        Assert.Equal("any", Ask(actor, 5));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Handlers_are_declared_in_the_constructor_or_in_Become_and_nowhere_else(bool async)
    {
        var actor = Sys.ActorOf(Props.Create(() => new LateReceive(TestActor, async)));
        actor.Tell("go");
        ExpectMsg<InvalidOperationException>();
    }

    [Fact]
    public void Become_counts_from_the_next_message_on()
    {
        var actor = Sys.ActorOf<Switching>();
        Assert.Equal("normal a", Ask(actor, "a"));
        Assert.Equal("switching", Ask(actor, "switch"));
        Assert.Equal("switched a", Ask(actor, "a"));
        var unhandled = Subscribed<UnhandledMessage>();
        actor.Tell(5);
        Assert.Equal(5, unhandled.ExpectMsg<UnhandledMessage>().Message);
        Assert.Equal("back", Ask(actor, "switch"));
        Assert.Equal("normal a", Ask(actor, "a"));
    }

    [Fact]
    public void A_restart_returns_to_the_behaviour_of_the_constructor()
    {
        var actor = Sys.ActorOf<Switching>();
        Assert.Equal("switching", Ask(actor, "switch"));
        actor.Tell("throw");
        Assert.Equal("normal a", Ask(actor, "a"));
    }

    [Fact]
    public void A_resume_keeps_the_behaviour()
    {
        var parent = Start(Script("parent") with { Strategy = new OneForOneStrategy(_ => Directive.Resume) });
        var actor = On(parent, p => p.Ctx.ActorOf<Switching>());
        Assert.Equal("switching", Ask(actor, "switch"));
        actor.Tell("throw");
        Assert.Equal("switched a", Ask(actor, "a"));
    }

    [Fact]
    public void Stacked_behaviours_come_back_one_by_one_and_the_last_stays()
    {
        var actor = Sys.ActorOf<Stacking>();
        Assert.Equal("0", Ask(actor, "which"));
        actor.Tell("push");
        actor.Tell("push");
        Assert.Equal("2", Ask(actor, "which"));
        actor.Tell("pop");
        Assert.Equal("1", Ask(actor, "which"));
        actor.Tell("pop");
        Assert.Equal("0", Ask(actor, "which"));
        actor.Tell("pop");
        Assert.Equal("0", Ask(actor, "which"));
    }

    [Fact]
    public void Become_replaces_the_top_of_the_stack_only()
    {
        var actor = Sys.ActorOf<Stacking>();
        actor.Tell("push");
        actor.Tell("replace");
        Assert.Equal("replaced", Ask(actor, "which"));
        actor.Tell("pop");
        Assert.Equal("0", Ask(actor, "which"));
    }

    private static object Ask(IActorRef actor, object message) => Await(actor.Ask<object>(message, Patience));

    private IActorRef Actor(Action<Table> configure) => Sys.ActorOf(Props.Create(() => new Table(configure)));

    private sealed class Table : ReceiveActor
    {
        public Table(Action<Table> configure) => configure(this);

        public void On<T>(Func<T, string> answer) => Receive<T>(m => Sender.Tell(answer(m)));

        public void On<T>(Predicate<T> when, Func<T, string> answer) => Receive<T>(when, m => Sender.Tell(answer(m)));

        public void Any(Func<object, string> answer) => ReceiveAny(m => Sender.Tell(answer(m)));
    }

    private sealed class Overloads : ReceiveActor
    {
        public Overloads()
        {
            Receive<string>(m => m == "a", m => Sender.Tell("1 " + m));
            Receive<string>(m => Sender.Tell("2 " + m), m => m == "b");
            Receive<string>(m =>
            {
                if (m != "c")
                    return false;
                Sender.Tell("3 " + m);
                return true;
            });
            var text = typeof(string);
            Receive(text, m => (string)m == "d", m => Sender.Tell("4 " + m));
            Receive(text, m => Sender.Tell("5 " + m), m => (string)m == "e");
            Receive(text, m =>
            {
                Sender.Tell("6 " + m);
                return true;
            });
            ReceiveAsync<int>(m => m == 1, m => Answer("7 " + m));
            ReceiveAsync<int>(m => Answer("8 " + m), m => m == 2);
            ReceiveAsync(typeof(int), m => (int)m == 3, m => Answer("9 " + m));
            ReceiveAsync(typeof(int), m => Answer("10 " + m));
            ReceiveAnyAsync(m => Answer(FormattableString.Invariant($"11 {m}")));
        }

        private async Task Answer(string text)
        {
            await Task.Yield();
            Sender.Tell(text);
        }
    }

    private sealed class Declining : ReceiveActor
    {
        public Declining()
        {
            Receive<int>(n =>
            {
                if (n == 1)
                    Sender.Tell("first");
                return n == 1;
            });
            Receive<int>(n => n == 2, _ => Sender.Tell("second"));
        }
    }

    private sealed class AfterAny : ReceiveActor
    {
        public AfterAny(IActorRef report)
        {
            ReceiveAny(_ => Sender.Tell("any"));
            report.Tell(Record.Exception(() => Receive<int>(_ => Sender.Tell("int"))) ?? new object());
        }
    }

    private sealed class LateReceive : ReceiveActor
    {
        public LateReceive(IActorRef report, bool async) => Receive<string>(_ => report.Tell(Record.Exception(() =>
        {
            if (async)
                ReceiveAsync<int>(_ => Task.CompletedTask);
            else
                Receive<int>(_ => { });
        }) ?? new object()));
    }

    private sealed class Switching : ReceiveActor
    {
        public Switching() => Normal();

        private void Normal()
        {
            Receive<string>(m => m == "switch", _ =>
            {
                Become(Switched);
                Sender.Tell("switching");
            });
            Receive<string>(m => Sender.Tell("normal " + m));
            Receive<int>(m => Sender.Tell(m));
        }

        private void Switched()
        {
            Receive<string>(m => m == "throw", _ => throw new Boom());
            Receive<string>(m => m == "switch", _ =>
            {
                Become(Normal);
                Sender.Tell("back");
            });
            Receive<string>(m => Sender.Tell("switched " + m));
        }
    }

    private sealed class Stacking : ReceiveActor
    {
        public Stacking() => Level(0);

        private void Level(int level)
        {
            Receive<string>(m => m == "which", _ => Sender.Tell($"{level}"));
            Receive<string>(m => m == "push", _ => BecomeStacked(() => Level(level + 1)));
            Receive<string>(m => m == "pop", _ => UnbecomeStacked());
            Receive<string>(m => m == "replace", _ => Become(() =>
            {
                Receive<string>(m => m == "which", _ => Sender.Tell("replaced"));
                Receive<string>(m => m == "pop", _ => UnbecomeStacked());
            }));
        }
    }
}
