using Akka.Actor;
using Akka.Event;

namespace Akka.Conformance.DeathWatch;

public class DeathPactSpecs : Spec
{
    [Fact]
    public void An_unhandled_Terminated_is_a_DeathPactException_and_stops_the_watcher_by_default()
    {
        Exception seen = null;
        var parent = Start(Script("parent") with
        {
            Strategy = new OneForOneStrategy(e =>
            {
                seen = e;
                return SupervisorStrategy.DefaultDecider.Decide(e);
            }),
        });
        var subject = Start(Script("subject"));
        var watcher = On(parent, p => p.Ctx.ActorOf(Props.Create(() => new Careless(subject))));
        Assert.Equal("watching", Await(watcher.Ask<string>("ready?", Patience)));
        Sys.Stop(subject);
        ExpectStopped(watcher);
        Assert.Equal(subject, Assert.IsType<DeathPactException>(seen).DeadActor);
    }

    [Fact]
    public void A_death_pact_is_not_published_as_an_unhandled_message()
    {
        var unhandled = Subscribed<UnhandledMessage>();
        var subject = Start(Script("subject"));
        var watcher = Sys.ActorOf(Props.Create(() => new Careless(subject)));
        Assert.Equal("watching", Await(watcher.Ask<string>("ready?", Patience)));
        Sys.Stop(subject);
        ExpectStopped(watcher);
        Sys.ActorOf<Deaf>().Tell("fence");
        Assert.Equal("fence", unhandled.ExpectMsg<UnhandledMessage>().Message);
    }

    [Fact]
    public void An_unhandled_message_of_WatchWith_is_no_death_pact()
    {
        var unhandled = Subscribed<UnhandledMessage>();
        var subject = Start(Script("subject"));
        var watcher = Sys.ActorOf(Props.Create(() => new Careless(subject, 42)));
        Assert.Equal("watching", Await(watcher.Ask<string>("ready?", Patience)));
        Sys.Stop(subject);
        Assert.Equal(42, unhandled.ExpectMsg<UnhandledMessage>().Message);
        Assert.Equal("watching", Await(watcher.Ask<string>("alive?", Patience)));
    }

    [Fact]
    public void A_watcher_that_handles_Terminated_lives_on()
    {
        var subject = Start(Script("subject"));
        var watcher = Start(Script("watcher"));
        On(watcher, p => p.Ctx.Watch(subject));
        Sys.Stop(subject);
        Expect("watcher: terminated subject");
        Assert.Equal(1, On(watcher, p => p.Incarnation));
    }

    private sealed class Careless : ReceiveActor
    {
        public Careless(IActorRef subject, object message = null)
        {
            if (message is null)
                Context.Watch(subject);
            else
                Context.WatchWith(subject, message);
            Receive<string>(_ => Sender.Tell("watching"));
        }
    }

    private sealed class Deaf : ReceiveActor;
}
