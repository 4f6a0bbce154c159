using Akka.Actor;
using Akka.TestKit;

namespace Akka.Conformance.TestKitSpecs;

public class CallingThreadDispatcherSpecs : KitSpec
{
    private readonly List<string> _events = [];

    [Fact]
    public void A_message_has_been_handled_on_the_same_thread_when_Tell_returns()
    {
        var thread = 0;
        var actor = OnCallingThread("a", (_, _) => thread = Environment.CurrentManagedThreadId);
        actor.Tell(1);

        Assert.Equal(Environment.CurrentManagedThreadId, thread);
    }

    [Fact]
    public void What_an_actor_tells_another_runs_inside_its_own_handler()
    {
        var inner = OnCallingThread("inner", (_, message) => _events.Add($"inner {message}"));
        var outer = OnCallingThread("outer", (_, message) =>
        {
            _events.Add("before");
            inner.Tell(message);
            _events.Add("after");
        });
        outer.Tell(1);

        Assert.Equal(["before", "inner 1", "after"], _events);
    }

    [Fact]
    public void What_an_actor_tells_itself_runs_after_its_own_handler()
    {
        var actor = OnCallingThread("a", (context, message) =>
        {
            _events.Add($"begin {message}");
            if ((int)message < 2)
                context.Self.Tell((int)message + 1);
            _events.Add($"end {message}");
        });
        actor.Tell(1);

        Assert.Equal(["begin 1", "end 1", "begin 2", "end 2"], _events);
    }

    [Fact]
    public async Task An_actor_that_is_busy_on_another_thread_is_not_entered_a_second_time()
    {
        using var entered = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var inside = 0;
        var most = 0;
        var actor = OnCallingThread("a", (_, message) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            if ((int)message == 1)
            {
                entered.Set();
                release.Wait(TimeSpan.FromSeconds(30));
            }
            Interlocked.Decrement(ref inside);
            TestActor.Tell(message);
        });
        var first = Task.Run(() => actor.Tell(1, ActorRefs.NoSender));
        Assert.True(entered.Wait(TimeSpan.FromSeconds(30)));
        actor.Tell(2);
        ExpectNoMsg(Soon);
        release.Set();

        ExpectMsg(1);
        ExpectMsg(2);
        Assert.Equal(1, most);
        await first.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private IActorRef OnCallingThread(string name, Action<IActorContext, object> handle) =>
        Sys.ActorOf(Props.Create(() => new Handler(handle)).WithDispatcher(CallingThreadDispatcher.Id), name);

    private sealed class Handler : ReceiveActor
    {
        public Handler(Action<IActorContext, object> handle) => ReceiveAny(message => handle(Context, message));
    }
}

public class TestActorRefSpecs : KitSpec
{
    [Fact]
    public void The_instance_can_be_looked_at_as_soon_as_Tell_returns()
    {
        var counter = ActorOfAsTestActorRef<Counter>("counter");
        counter.Tell(2);
        counter.Tell(3);

        Assert.Equal(5, counter.UnderlyingActor.Sum);
        Assert.Equal("counter", counter.Path.Name);
    }

    [Fact]
    public void What_is_received_past_the_mailbox_throws_at_the_caller()
    {
        var counter = ActorOfAsTestActorRef<Counter>();
        counter.Receive(4);

        Assert.Equal(4, counter.UnderlyingActor.Sum);
        Assert.Throws<InvalidOperationException>(() => counter.Receive("break"));
    }

    [Fact]
    public void What_is_received_past_the_mailbox_has_the_sender_given()
    {
        var counter = ActorOfAsTestActorRef<Counter>();
        counter.Receive("who", TestActor);

        ExpectMsg("you");
    }

    [Fact]
    public void What_is_told_and_throws_restarts_the_actor_and_the_instance_is_a_new_one()
    {
        var counter = ActorOfAsTestActorRef<Counter>();
        var first = counter.UnderlyingActor;
        counter.Tell(2);
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => counter.Tell("break"));

        AwaitAssert(() => Assert.NotSame(first, counter.UnderlyingActor));
        Assert.Equal(0, counter.UnderlyingActor.Sum);
    }

    [Fact]
    public void The_supervisor_given_is_the_parent()
    {
        var child = ActorOfAsTestActorRef<Counter>(Props.Create<Counter>(), TestActor, "child");

        Assert.Equal(TestActor.Path, child.Path.Parent);
    }

    [Fact]
    public void The_reference_is_an_actor_to_others()
    {
        var counter = ActorOfAsTestActorRef(() => new Counter());
        Watch(counter);
        Sys.Stop(counter);

        ExpectTerminated(counter.Ref);
        Assert.True(counter.Equals(counter.Ref));
        Assert.True(counter.Ref == counter);
    }

    public sealed class Counter : ReceiveActor
    {
        public Counter()
        {
            Receive<int>(number => Sum += number);
            Receive<string>(text => text == "break", _ => throw new InvalidOperationException("broken"));
            Receive<string>(_ => Sender.Tell("you"));
        }

        public int Sum { get; private set; }
    }
}
