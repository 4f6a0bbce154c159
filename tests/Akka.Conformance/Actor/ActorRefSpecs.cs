using Akka.Actor;
using Akka.Event;

namespace Akka.Conformance.Actor;

public class ActorRefSpecs : Spec
{
    [Fact]
    public void A_ref_stays_the_same_over_a_restart()
    {
        var actor = Start(Script("a") with { Hooks = true });
        Expect("a: constructed 1", "a: PreStart");
        var before = On(actor, p => p.Me);
        actor.Tell(new Throw(new Boom()));
        Expect("a: PreRestart boom Throw", "a: PostStop", "a: constructed 2", "a: PostRestart boom", "a: PreStart");
        var after = On(actor, p => p.Me);
        Assert.Equal(before, after);
        Assert.Equal(before.Path.Uid, after.Path.Uid);
        Assert.Equal(actor.GetHashCode(), after.GetHashCode());
    }

    [Fact]
    public void A_new_incarnation_under_the_same_path_is_another_ref()
    {
        var parent = Start(Script("parent"));
        var old = Child(parent, Script("child"));
        On(parent, p => p.Ctx.Watch(old));
        Sys.Stop(old);
        Expect("parent: terminated child");
        var renewed = Child(parent, Script("child"));
        Assert.Equal(old.Path, renewed.Path);
        Assert.NotEqual(old.Path.Uid, renewed.Path.Uid);
        Assert.NotEqual(old, renewed);
    }

    [Fact]
    public void Mail_for_the_old_incarnation_never_reaches_the_new_one()
    {
        var dead = Subscribed<DeadLetter>();
        var parent = Start(Script("parent"));
        var old = Child(parent, Script("child"));
        On(parent, p => p.Ctx.Watch(old));
        Sys.Stop(old);
        Expect("parent: terminated child");
        var renewed = Child(parent, Script("child"));
        old.Tell("for the old");
        renewed.Tell("for the new");
        Expect("child: got for the new");
        Assert.Equal("for the old", dead.ExpectMsg<DeadLetter>().Message);
        Sys.Stop(old);
        ExpectNothingBut(renewed);
    }

    [Fact]
    public void Refs_of_different_actors_differ_and_sort_without_contradiction()
    {
        var a = Start(Script("a"));
        var b = Start(Script("b"));
        Assert.NotEqual(a, b);
        Assert.Equal(0, a.CompareTo(a));
        Assert.Equal(Math.Sign(a.CompareTo(b)), -Math.Sign(b.CompareTo(a)));
        Assert.NotEqual(0, a.CompareTo(b));
    }

    [Fact]
    public void A_ref_prints_its_path()
    {
        var a = Start(Script("a"));
        Assert.Contains($"akka://{Sys.Name}/user/a", a.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Null_is_no_message_and_does_no_harm()
    {
        var a = Start(Script("a"));
        Record.Exception(() => a.Tell(null, ActorRefs.NoSender));
        a.Tell("real");
        Expect("a: got real");
    }

    [Fact]
    public void Nobody_takes_everything_and_answers_nothing()
    {
        var nobody = ActorRefs.Nobody;
        nobody.Tell("hello", TestActor);
        Assert.True(nobody.IsNobody());
        Assert.True(((IActorRef)null).IsNobody());
        Assert.False(TestActor.IsNobody());
        ExpectNothingBut(Start(Script("a")));
    }

    [Fact]
    public void The_ignoring_ref_swallows_everything_without_dead_letters()
    {
        var dead = Subscribed<AllDeadLetters>();
        Sys.IgnoreRef.Tell("hello", TestActor);
        Sys.DeadLetters.Tell("fence", TestActor);
        Assert.Equal("fence", dead.ExpectMsg<AllDeadLetters>().Message);
    }

    [Fact]
    public void A_message_without_a_sender_comes_from_dead_letters()
    {
        var a = Start(Script("a"));
        Assert.Equal(Sys.DeadLetters, On(a, p => p.From));
    }

    [Fact]
    public void Inside_an_actor_the_sender_of_a_Tell_is_the_actor_itself()
    {
        var probe = CreateTestProbe();
        var a = Start(Script("a"));
        On(a, p => probe.Ref.Tell("hello"));
        probe.ExpectMsgFrom(a, "hello");
    }

    [Fact]
    public void To_ask_nobody_who_it_is_in_nobodys_name_is_no_error()
    {
        Sys.DeadLetters.Tell(new Identify(1), ActorRefs.NoSender);
        Sys.ActorSelection("/user/nobody").Tell(new Identify(2), ActorRefs.NoSender);
        Sys.DeadLetters.Tell(new Identify(3), TestActor);
        FishForMessage<ActorIdentity>(identity => identity.MessageId is 3);
    }
}
