using System.Globalization;
using Akka.Actor;
using Akka.Event;

namespace Akka.Conformance.Actor;

public class AsyncHandlerSpecs : Spec
{
    [Fact]
    public void No_other_message_is_handled_while_a_handler_awaits()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Actor(async _ => await gate.Task);
        actor.Tell("one");
        actor.Tell("two");
        Expect("begin one");
        for (var i = 0; i < 20; i++)
            On(Start(Script("other" + i)), _ => { });
        Assert.False(HasMessages);
        gate.SetResult();
        Expect("end one", "begin two", "end two");
    }

    [Fact]
    public void Messages_are_handled_in_order_however_their_tasks_complete()
    {
        var actor = Actor(async m =>
        {
            var number = int.Parse(m, CultureInfo.InvariantCulture);
            if (number % 3 != 0)
                await Task.Yield();
            if (number % 5 == 0)
                await Task.Run(() => { });
        });
        for (var i = 0; i < 200; i++)
            actor.Tell($"{i}");
        for (var i = 0; i < 200; i++)
            Expect($"begin {i}", $"end {i}");
    }

    [Fact]
    public void Sender_Self_and_Context_are_the_same_after_the_await_as_before()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Remembering()));
        var first = CreateTestProbe();
        var second = CreateTestProbe();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        actor.Tell(gate.Task, first.Ref);
        actor.Tell(Task.CompletedTask, second.Ref);
        gate.SetResult();
        first.ExpectMsgFrom(actor, "same");
        second.ExpectMsgFrom(actor, "same");
    }

    [Fact]
    public void A_handler_that_blocks_no_thread_lets_its_actor_be_asked_by_itself_through_another()
    {
        var echo = Sys.ActorOf<Echo>();
        var actor = Sys.ActorOf(Props.Create(() => new Asking(echo)));
        Assert.Equal("echo echo x", Await(actor.Ask<string>("x", Patience)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_exception_goes_to_the_supervisor_as_it_was_thrown(bool afterAwait)
    {
        Exception seen = null;
        var parent = Start(Script("parent") with
        {
            Strategy = new OneForOneStrategy(e =>
            {
                seen = e;
                return Directive.Restart;
            }),
        });
        var boom = new Boom();
        var probe = TestActor;
        var actor = On(parent, p => p.Ctx.ActorOf(Props.Create(() => new Failing(probe, boom, afterAwait))));
        actor.Tell("fail");
        actor.Tell("next");
        Expect("PreRestart boom fail", "got next");
        Assert.Same(boom, seen);
    }

    [Fact]
    public void A_failure_after_the_await_resumes_with_state_and_mail_intact()
    {
        var parent = Start(Script("parent") with { Strategy = new OneForOneStrategy(_ => Directive.Resume) });
        var probe = TestActor;
        var actor = On(parent, p => p.Ctx.ActorOf(Props.Create(() => new Failing(probe, new Boom(), true))));
        actor.Tell("a");
        actor.Tell("fail");
        actor.Tell("b");
        actor.Tell("count");
        Expect("got a", "got b", "count 3");
    }

    [Fact]
    public void A_cancelled_task_is_a_failure_too()
    {
        var failed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        var parent = Start(Script("parent") with
        {
            Strategy = new OneForOneStrategy(e =>
            {
                failed.TrySetResult(e);
                return Directive.Stop;
            }),
        });
        var probe = TestActor;
        var actor = On(parent, p => p.Ctx.ActorOf(Props.Create(() => new Failing(probe, new OperationCanceledException(), true))));
        actor.Tell("fail");
        Assert.IsAssignableFrom<OperationCanceledException>(Await(failed.Task));
        ExpectStopped(actor);
    }

    [Fact]
    public void Become_after_the_await_counts_from_the_next_message_on()
    {
        var actor = Sys.ActorOf<Changing>();
        actor.Tell("change", TestActor);
        actor.Tell("which", TestActor);
        ExpectMsg("changed");
    }

    [Fact]
    public void Children_may_be_made_and_watched_after_the_await()
    {
        var actor = Sys.ActorOf(Props.Create(() => new LateParent(TestActor)), "late");
        actor.Tell("go");
        var child = (IActorRef)ExpectMsg<object>();
        Assert.Equal(actor.Path, child.Path.Parent);
        Sys.Stop(child);
        ExpectMsg("child gone");
    }

    [Fact]
    public void An_actor_told_to_stop_while_its_handler_awaits_stops_and_handles_nothing_more()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var probe = TestActor;
        var parent = Start(Script("parent"));
        Func<string, Task> work = _ => gate.Task;
        var actor = On(parent, p => p.Ctx.ActorOf(Props.Create(() => new Working(probe, work))));
        var watch = Watching(actor);
        actor.Tell("one");
        actor.Tell("two");
        Expect("begin one");
        // By its parent, so that the order to stop is there before the task is done.
        On(parent, p => p.Ctx.Stop(actor));
        gate.SetResult();
        watch.ExpectTerminated(actor);
        Assert.DoesNotContain("begin two", ReceiveWhile<string>(TimeSpan.FromMilliseconds(50), m => m as string));
    }

    [Fact]
    public void An_actor_that_stops_itself_after_the_await_ends_after_that_handler_and_leaves_only_its_mail_behind()
    {
        var dead = Subscribed<DeadLetter>();
        var actor = Sys.ActorOf(Props.Create(() => new StoppingLate(TestActor)));
        var watch = Watching(actor);
        actor.Tell("one");
        actor.Tell("two");
        Expect("stopped one", "end one", "PostStop");
        watch.ExpectTerminated(actor);
        Assert.Equal("two", dead.ExpectMsg<DeadLetter>().Message);
        // What the end has left behind comes before what is told to the dead actor now.
        actor.Tell("three");
        Assert.Equal("three", dead.ExpectMsg<DeadLetter>().Message);
    }

    private IActorRef Actor(Func<string, Task> work)
    {
        var probe = TestActor;
        return Sys.ActorOf(Props.Create(() => new Working(probe, work)));
    }

    private sealed class Working : ReceiveActor
    {
        public Working(IActorRef report, Func<string, Task> work) => ReceiveAsync<string>(async m =>
        {
            report.Tell("begin " + m);
            await work(m);
            report.Tell("end " + m);
        });
    }

    private sealed class Remembering : ReceiveActor
    {
        public Remembering() => ReceiveAsync<Task>(async task =>
        {
            var (sender, self, path) = (Sender, Self, Context.Self.Path);
            await task;
            await Task.Yield();
            var same = sender.Equals(Sender) && self.Equals(Self) && Context.Self.Path.Equals(path) && Context.Sender.Equals(sender);
            Sender.Tell(same ? "same" : "changed");
        });
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => Receive<string>(m => Sender.Tell("echo " + m));
    }

    private sealed class Asking : ReceiveActor
    {
        public Asking(IActorRef other) => ReceiveAsync<string>(async m =>
        {
            var once = await other.Ask<string>(m, Spec.Patience);
            Sender.Tell(await other.Ask<string>(once, Spec.Patience));
        });
    }

    private sealed class Failing : ReceiveActor
    {
        private readonly IActorRef _report;
        private int _count;

        public Failing(IActorRef report, Exception failure, bool afterAwait)
        {
            _report = report;
            Receive<string>(m => m == "count", _ => report.Tell($"count {_count}"));
            ReceiveAsync<string>(async m =>
            {
                _count++;
                if (m == "fail" && !afterAwait)
                    throw failure;
                await Task.Yield();
                if (m == "fail")
                    throw failure;
                report.Tell("got " + m);
            });
        }

        protected override void PreRestart(Exception reason, object message)
        {
            _report.Tell($"PreRestart {reason.Message} {message}");
            base.PreRestart(reason, message);
        }
    }

    private sealed class Changing : ReceiveActor
    {
        public Changing() => ReceiveAsync<string>(async m =>
        {
            await Task.Yield();
            if (m == "change")
                Become(() => ReceiveAny(_ => Sender.Tell("changed")));
            else
                Sender.Tell("unchanged");
        });
    }

    private sealed class StoppingLate : ReceiveActor
    {
        private readonly IActorRef _report;

        public StoppingLate(IActorRef report)
        {
            _report = report;
            ReceiveAsync<string>(async m =>
            {
                await Task.Yield();
                Context.Stop(Self);
                report.Tell("stopped " + m);
                report.Tell("end " + m);
            });
        }

        protected override void PostStop() => _report.Tell("PostStop");
    }

    private sealed class LateParent : ReceiveActor
    {
        public LateParent(IActorRef report)
        {
            ReceiveAsync<string>(async _ =>
            {
                await Task.Yield();
                var child = Context.ActorOf<Echo>("child");
                Context.Watch(child);
                report.Tell(child);
            });
            Receive<Terminated>(_ => report.Tell("child gone"));
        }
    }
}
