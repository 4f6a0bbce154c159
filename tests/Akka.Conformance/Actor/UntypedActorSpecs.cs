using Akka.Actor;
using Akka.Event;

namespace Akka.Conformance.Actor;

public class UntypedActorSpecs : Spec
{
    [Fact]
    public void Stacked_behaviours_come_back_one_by_one_and_the_last_stays()
    {
        var actor = Sys.ActorOf<Stacking>();
        Assert.Equal("base", Which(actor));
        actor.Tell(1);
        actor.Tell(2);
        Assert.Equal("2", Which(actor));
        actor.Tell("pop");
        Assert.Equal("1", Which(actor));
        actor.Tell("pop");
        actor.Tell("pop");
        Assert.Equal("base", Which(actor));
    }

    [Fact]
    public void Become_replaces_the_top_of_the_stack_only()
    {
        var actor = Sys.ActorOf<Stacking>();
        actor.Tell(1);
        actor.Tell(-5);
        Assert.Equal("-5", Which(actor));
        actor.Tell("pop");
        Assert.Equal("base", Which(actor));
    }

    [Fact]
    public void A_restart_forgets_all_behaviours()
    {
        var actor = Sys.ActorOf<Stacking>();
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell("throw");
        Assert.Equal("base", Which(actor));
        actor.Tell("pop");
        Assert.Equal("base", Which(actor));
    }

    [Fact]
    public void Unhandled_publishes_the_message_with_sender_and_recipient()
    {
        var unhandled = Subscribed<UnhandledMessage>();
        var actor = Sys.ActorOf<Stacking>();
        actor.Tell(2.5, TestActor);
        var message = unhandled.ExpectMsg<UnhandledMessage>();
        Assert.Equal(2.5, message.Message);
        Assert.Equal(TestActor, message.Sender);
        Assert.Equal(actor, message.Recipient);
    }

    [Fact]
    public void Overriding_Unhandled_takes_the_message_over()
    {
        var unhandled = Subscribed<UnhandledMessage>();
        var mine = Sys.ActorOf(Props.Create(() => new OwnUnhandled(TestActor)));
        mine.Tell("hello");
        ExpectMsg("mine: hello");
        Sys.ActorOf<Stacking>().Tell(7.5);
        Assert.Equal(7.5, unhandled.ExpectMsg<UnhandledMessage>().Message);
    }

    [Fact]
    public void ActorBase_may_be_used_directly_and_false_means_unhandled()
    {
        var unhandled = Subscribed<UnhandledMessage>();
        var actor = Sys.ActorOf<Bare>();
        Assert.Equal("yes", Await(actor.Ask<string>("hello", Patience)));
        actor.Tell(5);
        Assert.Equal(5, unhandled.ExpectMsg<UnhandledMessage>().Message);
    }

    [Fact]
    public void RunTask_holds_back_further_messages_until_the_task_is_done()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Props.Create(() => new TaskRunner(done.Task)));
        actor.Tell("task", TestActor);
        actor.Tell("after", TestActor);
        ExpectMsg("started");
        Assert.False(HasMessages);
        done.SetResult();
        ExpectMsg("done");
        ExpectMsg("after");
    }

    private static string Which(IActorRef actor) => Await(actor.Ask<string>("which", Patience));

    private sealed class Stacking : UntypedActor
    {
        protected override void OnReceive(object message) => Act("base", message);

        private void Act(string name, object message)
        {
            switch (message)
            {
                case "which":
                    Sender.Tell(name);
                    break;
                case "pop":
                    UnbecomeStacked();
                    break;
                case "throw":
                    throw new Boom();
                case int level when level > 0:
                    BecomeStacked(m => Act($"{level}", m));
                    break;
                case int level:
                    Become(m => Act($"{level}", m));
                    break;
                default:
                    Unhandled(message);
                    break;
            }
        }
    }

    private sealed class OwnUnhandled(IActorRef report) : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);

        protected override void Unhandled(object message) => report.Tell($"mine: {message}");
    }

    private sealed class Bare : ActorBase
    {
        protected override bool Receive(object message)
        {
            if (message is not string)
                return false;
            Sender.Tell("yes");
            return true;
        }
    }

    private sealed class TaskRunner(Task task) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is not "task")
            {
                Sender.Tell(message);
                return;
            }
            RunTask(async () =>
            {
                Sender.Tell("started");
                await task;
                Sender.Tell("done");
            });
        }
    }
}
