using Akka.Actor;
using Akka.Routing;

namespace Akka.Conformance.Selection;

public class ResolvingSpecs : SelectionSpec
{
    [Fact]
    public async Task ResolveOne_gives_the_actor_at_the_path()
    {
        var top = Tree();
        Assert.Equal(top, await Sys.ActorSelection("/user/top").ResolveOne(Patience));
        Assert.Equal(top, await Sys.ActorSelection("/user/top").ResolveOne(Patience, CancellationToken.None));
    }

    [Fact]
    public async Task ResolveOne_gives_one_of_those_that_a_wildcard_matches()
    {
        Tree();
        var found = await Sys.ActorSelection("/user/top/a*").ResolveOne(Patience);
        Assert.Contains(found.Path.Name, (string[])["a1", "a2"]);
    }

    [Fact]
    public async Task ResolveOne_of_nobody_is_an_ActorNotFoundException_at_once()
    {
        var resolving = Sys.ActorSelection("/user/nobody").ResolveOne(TimeSpan.FromMinutes(5));
        await Assert.ThrowsAsync<ActorNotFoundException>(() => resolving.WaitAsync(Patience));
    }

    [Fact]
    public async Task ResolveOne_of_one_who_does_not_answer_in_time_is_an_ActorNotFoundException()
    {
        using var release = new ManualResetEventSlim();
        var deaf = Sys.ActorOf(Props.Create(() => new Deaf(release)), "deaf");
        deaf.Tell("block");
        await Assert.ThrowsAsync<ActorNotFoundException>(() => Sys.ActorSelection("/user/deaf").ResolveOne(AWhile));
        release.Set();
    }

    [Fact]
    public async Task ResolveOne_that_is_cancelled_is_an_ActorNotFoundException()
    {
        using var release = new ManualResetEventSlim();
        using var cancel = new CancellationTokenSource();
        var deaf = Sys.ActorOf(Props.Create(() => new Deaf(release)), "deaf");
        deaf.Tell("block");
        var resolving = Sys.ActorSelection("/user/deaf").ResolveOne(TimeSpan.FromMinutes(5), cancel.Token);
        cancel.Cancel();
        await Assert.ThrowsAsync<ActorNotFoundException>(() => resolving);
        release.Set();
    }

    [Fact]
    public async Task Without_a_name_an_actor_and_a_router_are_found_by_the_one_they_got()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Node()));
        var router = Sys.ActorOf(Props.Create(() => new Node()).WithRouter(new RoundRobinPool(1)));
        Assert.Equal(actor, await Sys.ActorSelection(actor.Path).ResolveOne(Patience));
        Assert.Equal(router, await Sys.ActorSelection(router.Path).ResolveOne(Patience));
    }

    [Fact]
    public async Task The_ref_that_was_resolved_is_of_that_incarnation()
    {
        var first = Sys.ActorOf(Props.Create(() => new Node()), "again");
        var resolved = await Sys.ActorSelection("/user/again").ResolveOne(Patience);
        Watch(first);
        Sys.Stop(first);
        ExpectTerminated(first, Patience);
        IActorRef second = null;
        AwaitAssert(() => second = Sys.ActorOf(Props.Create(() => new Node()), "again"), Patience);
        Assert.Equal(first, resolved);
        Assert.NotEqual(second, resolved);
        Assert.Equal(second, await Sys.ActorSelection("/user/again").ResolveOne(Patience));
    }

    [Fact]
    public void Identify_is_answered_with_the_id_and_the_subject()
    {
        var top = Tree();
        top.Tell(new Identify("direct"), TestActor);
        Assert.Equal(new { MessageId = (object)"direct", Subject = top }, Shape(ExpectMsg<ActorIdentity>(Patience)));
        Sys.ActorSelection("/user/top").Tell(new Identify("selected"), TestActor);
        Assert.Equal(new { MessageId = (object)"selected", Subject = top }, Shape(ExpectMsg<ActorIdentity>(Patience)));
    }

    [Theory]
    [InlineData("/user/nobody")]
    [InlineData("/user/top/nobody/at/all")]
    public void Identify_of_nobody_is_answered_without_a_subject(string path)
    {
        Tree();
        Sys.ActorSelection(path).Tell(new Identify(42), TestActor);
        var identity = ExpectMsg<ActorIdentity>(Patience);
        Assert.Equal(42, identity.MessageId);
        Assert.Null(identity.Subject);
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void Identify_by_wildcard_is_answered_by_each_match()
    {
        Tree();
        Sys.ActorSelection("/user/top/*").Tell(new Identify(1), TestActor);
        Assert.Equal(["a1", "a2", "b"], ReceiveN(3, Patience).Cast<ActorIdentity>().Select(i => i.Subject.Path.Name).Order());
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void An_actor_can_be_asked_by_selection()
    {
        Tree();
        Assert.Equal("/user/top/b/x", Answer<string>(Sys.ActorSelection("/user/top/b/x"), "who?"));
    }

    private static object Shape(ActorIdentity identity) => new { identity.MessageId, identity.Subject };

    private sealed class Deaf : ReceiveActor
    {
        public Deaf(ManualResetEventSlim release) => ReceiveAny(_ => release.Wait(TimeSpan.FromSeconds(20)));
    }
}
