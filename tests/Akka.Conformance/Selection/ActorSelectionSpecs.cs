using Akka.Actor;
using Akka.Event;

namespace Akka.Conformance.Selection;

public class ActorSelectionSpecs : SelectionSpec
{
    [Theory]
    [InlineData("/user/top")]
    [InlineData("user/top")]
    [InlineData("/user/top/a1/..")]
    [InlineData("akka://{system}/user/top")]
    public void The_system_selects_by_path(string path)
    {
        Tree();
        Assert.Equal(["/user/top"], Reached(Sys.ActorSelection(path.Replace("{system}", Sys.Name)), 1));
    }

    [Fact]
    public void An_actor_path_selects()
    {
        var top = Tree();
        Assert.Equal(["/user/top/b"], Reached(Sys.ActorSelection(top.Path / "b"), 1));
    }

    [Fact]
    public void An_anchor_s_own_path_is_the_start()
    {
        var top = Tree();
        Assert.Equal(["/user/top/a1/x"], Reached(Sys.ActorSelection(top, "a1/x"), 1));
        Assert.Equal(["/user/top/b"], Reached(new ActorSelection(top, "a1/../b"), 1));
    }

    [Theory]
    [InlineData("a1", "/user/top/a1")]
    [InlineData("a1/x", "/user/top/a1/x")]
    [InlineData("../top/b", "/user/top/b")]
    [InlineData("/user/top/a2", "/user/top/a2")]
    public void An_actor_selects_relative_to_itself(string path, string reached)
    {
        Tree().Tell(new TellTo(path, "who?"), TestActor);
        ExpectMsg(reached, Patience);
    }

    [Fact]
    public void An_actor_selects_its_siblings_and_its_parent()
    {
        Tree();
        var a1 = Resolved("/user/top/a1");
        a1.Tell(new TellTo("../a2", "who?"), TestActor);
        ExpectMsg("/user/top/a2", Patience);
        a1.Tell(new TellTo("..", "who?"), TestActor);
        ExpectMsg("/user/top", Patience);
    }

    [Theory]
    [InlineData("/user/top/*", "/user/top/a1 /user/top/a2 /user/top/b")]
    [InlineData("/user/top/a*", "/user/top/a1 /user/top/a2")]
    [InlineData("/user/top/a?", "/user/top/a1 /user/top/a2")]
    [InlineData("/user/top/?", "/user/top/b")]
    [InlineData("/user/top/*1", "/user/top/a1")]
    [InlineData("/user/top/*/x", "/user/top/a1/x /user/top/b/x")]
    [InlineData("/user/t*p/a1/*", "/user/top/a1/x")]
    [InlineData("/user/top/*/..", "/user/top /user/top /user/top")]
    public void Wildcards_reach_all_that_match(string path, string reached)
    {
        Tree();
        var expected = reached.Split(' ');
        Assert.Equal(expected, Reached(Sys.ActorSelection(path), expected.Length));
    }

    [Fact]
    public void Two_stars_reach_all_descendants()
    {
        Tree();
        Assert.Equal(["/user/top/a1", "/user/top/a1/x", "/user/top/a2", "/user/top/b", "/user/top/b/x"],
            Reached(Sys.ActorSelection("/user/top/**"), 5));
    }

    [Fact]
    public void The_sender_is_the_one_given()
    {
        Tree();
        var probe = CreateTestProbe();
        Sys.ActorSelection("/user/top").Tell("who?", probe.Ref);
        probe.ExpectMsg("/user/top", Patience);
    }

    [Fact]
    public void Inside_an_actor_the_sender_is_that_actor()
    {
        Sys.ActorOf(Props.Create(() => new Asker(TestActor)), "asker");
        Tree();
        Sys.ActorSelection("/user/asker").Tell("go", TestActor);
        ExpectMsg("asker heard /user/top", Patience);
    }

    [Fact]
    public void What_is_told_to_nobody_is_a_dead_letter_with_the_path_and_the_sender()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        Sys.ActorSelection("/user/nobody/here").Tell("hello?", TestActor);
        var letter = FishForMessage<DeadLetter>(d => d.Message is string, Patience);
        Assert.Equal("hello?", letter.Message);
        Assert.Equal(TestActor, letter.Sender);
        Assert.Equal("/user/nobody/here", letter.Recipient.Path.ToStringWithoutAddress());
    }

    [Fact]
    public void A_branch_without_a_match_below_a_wildcard_is_no_dead_letter()
    {
        Tree();
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        Assert.Equal(["/user/top/a1/x", "/user/top/b/x"], Reached(Sys.ActorSelection("/user/top/*/x"), 2));
    }

    [Fact]
    public void Messages_to_one_actor_keep_their_order()
    {
        var selection = Sys.ActorSelection(TestActor.Path);
        for (var i = 0; i < 100; i++)
            selection.Tell(i, ActorRefs.NoSender);
        Assert.Equal(Enumerable.Range(0, 100), ReceiveN(100, Patience).Cast<int>());
    }

    [Fact]
    public void A_poison_pill_by_wildcard_stops_all_that_match()
    {
        var top = Tree();
        var a1 = Resolved("/user/top/a1");
        var a2 = Resolved("/user/top/a2");
        Watch(a1);
        Watch(a2);
        Sys.ActorSelection("/user/top/a*").Tell(PoisonPill.Instance, TestActor);
        Assert.Equal(new HashSet<IActorRef> { a1, a2 }, ReceiveN(2, Patience).Cast<Terminated>().Select(t => t.ActorRef).ToHashSet());
        Assert.Equal(["/user/top/b"], Reached(Sys.ActorSelection(top, "*"), 1));
    }

    [Fact]
    public void It_finds_an_actor_that_was_restarted_and_not_one_that_stopped()
    {
        var top = Tree();
        var selection = Sys.ActorSelection("/user/top/a2");
        selection.Tell("fail", TestActor);
        Assert.Equal(["/user/top/a2"], Reached(selection, 1));
        Sys.Stop(WatchAndReturn(top));
        ExpectTerminated(top, Patience);
        Assert.Null(Answer<ActorIdentity>(selection, new Identify(1)).Subject);
    }

    [Fact]
    public void Selections_of_one_anchor_and_path_are_equal()
    {
        var one = Sys.ActorSelection("/user/a/*");
        Assert.Equal(one, Sys.ActorSelection("/user/a/*"));
        Assert.Equal(one.GetHashCode(), Sys.ActorSelection("/user/a/*").GetHashCode());
        Assert.NotEqual(one, Sys.ActorSelection("/user/b/*"));
        Assert.NotEqual(one, new ActorSelection(TestActor, "/user/a/*"));
    }

    [Fact]
    public void It_shows_its_anchor_and_its_path()
    {
        var selection = new ActorSelection(TestActor, "../a?/b");
        Assert.Equal(TestActor, selection.Anchor);
        Assert.Equal("../a?/b", selection.PathString.TrimStart('/'));
        Assert.Equal([typeof(SelectParent), typeof(SelectChildPattern), typeof(SelectChildName)], selection.Path.Select(e => e.GetType()));
        Assert.StartsWith("ActorSelection[Anchor(", selection.ToString());
        Assert.Contains("../a?/b", selection.ToString());
    }

    private IActorRef WatchAndReturn(IActorRef actor)
    {
        Watch(actor);
        return actor;
    }

    private sealed class Asker : ReceiveActor
    {
        public Asker(IActorRef observer)
        {
            Receive<string>(text => text == "go", _ => Context.ActorSelection("../top").Tell("who?"));
            Receive<string>(answer => observer.Tell($"{Self.Path.Name} heard {answer}"));
        }
    }
}
