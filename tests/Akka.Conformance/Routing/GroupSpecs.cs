using Akka.Actor;
using Akka.Event;
using Akka.Routing;

namespace Akka.Conformance.Routing;

public class GroupSpecs : RoutingSpec
{
    [Fact]
    public void It_finds_whoever_lives_at_the_path_when_the_message_comes()
    {
        var router = Sys.ActorOf(new RoundRobinGroup("/user/later").Props());
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        router.Tell(new Work(0), TestActor);
        FishForMessage<DeadLetter>(d => d.Message is Work, Patience);

        var first = WatchedByTest(Sys.ActorOf(WorkerProps, "later"));
        router.Tell(new Work(1), TestActor);
        Assert.Equal(first, ExpectMsg<Worked>(Patience).By);
        Sys.Stop(first);
        ExpectTerminated(first, Patience);

        IActorRef second = null;
        AwaitAssert(() => second = Sys.ActorOf(WorkerProps, "later"), Patience);
        router.Tell(new Work(2), TestActor);
        Assert.Equal(second, ExpectMsg<Worked>(Patience).By);
        Assert.Equal(1, CountOf(router));
    }

    [Fact]
    public void It_takes_actors_from_anywhere()
    {
        var parent = Sys.ActorOf(Props.Create(() => new ParentOfTwo()), "two");
        Answer<string>(parent, "ready?");
        var router = Sys.ActorOf(new RoundRobinGroup("/user/two/a", "/user/two/b").Props());
        Assert.Equal(["a", "b"], Send(router, 2).Select(by => by.Path.Name).Order());
    }

    [Fact]
    public void It_does_not_stop_its_routees()
    {
        var worker = WatchedByTest(Sys.ActorOf(WorkerProps, "outlives"));
        var router = WatchedByTest(Sys.ActorOf(new RandomGroup("/user/outlives").Props()));
        Sys.Stop(router);
        ExpectTerminated(router, Patience);
        ExpectNoMsg(AWhile);
        Assert.Equal(0, Answer<int>(worker, new HowMany()));
    }

    [Fact]
    public void Routees_can_be_added_and_removed_by_selection()
    {
        var worker = Sys.ActorOf(WorkerProps, "selected");
        var router = Sys.ActorOf(new RoundRobinGroup("/user/nobody").Props());
        router.Tell(new AddRoutee(new ActorSelectionRoutee(Sys.ActorSelection("/user/selected"))));
        AwaitCondition(() => CountOf(router) == 2, Patience);
        router.Tell(new RemoveRoutee(new ActorSelectionRoutee(Sys.ActorSelection("/user/nobody"))));
        AwaitCondition(() => CountOf(router) == 1, Patience);
        Assert.Equal([worker, worker], Send(router, 2));
    }

    private sealed class ParentOfTwo : ReceiveActor
    {
        public ParentOfTwo()
        {
            Context.ActorOf(WorkerProps, "a");
            Context.ActorOf(WorkerProps, "b");
            ReceiveAny(_ => Sender.Tell("ready"));
        }
    }
}
