using Akka.Actor;
using Akka.Event;

namespace Akka.Conformance.DeathWatch;

public class WatchSpecs : Spec
{
    [Fact]
    public void A_watcher_is_told_once_when_the_watched_actor_stops()
    {
        var watcher = Start(Script("watcher"));
        var subject = Start(Script("subject"));
        Assert.Equal(subject, On(watcher, p => p.Ctx.Watch(subject)));
        Sys.Stop(subject);
        Expect("watcher: terminated subject");
        ExpectNothingBut(watcher);
    }

    [Fact]
    public void Terminated_names_the_dead_actor_which_is_also_its_sender()
    {
        var subject = Start(Script("subject"));
        var probe = CreateTestProbe();
        probe.Watch(subject);
        Sys.Stop(subject);
        var terminated = probe.ExpectMsg<Terminated>();
        Assert.Equal(subject, terminated.ActorRef);
        Assert.True(terminated.ExistenceConfirmed);
        Assert.False(terminated.AddressTerminated);
        Assert.Equal(subject, probe.Sender);
    }

    [Fact]
    public void Every_watcher_is_told()
    {
        var subject = Start(Script("subject"));
        var watchers = Enumerable.Range(0, 20).Select(i => Start(Script("w" + i))).ToList();
        foreach (var watcher in watchers)
            On(watcher, p => p.Ctx.Watch(subject));
        Sys.Stop(subject);
        ExpectInAnyOrder(Enumerable.Range(0, 20).Select(i => $"w{i}: terminated subject").ToArray());
    }

    [Fact]
    public void All_that_end_while_their_watcher_is_busy_are_reported()
    {
        var parent = Start(Script("parent"));
        var watcher = Start(Script("watcher"));
        var subjects = new[] { "a", "b", "c" }.Select(name => Child(parent, Script(name))).ToList();
        using var inside = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        watcher.Tell(new Run(p =>
        {
            subjects.ForEach(subject => p.Ctx.Watch(subject));
            inside.Set();
            gate.Wait(Patience);
        }));
        Await(inside.WaitHandle);
        foreach (var subject in subjects)
        {
            var watch = Watching(subject);
            On(parent, p => p.Ctx.Stop(subject));
            watch.ExpectTerminated(subject);
        }
        gate.Set();
        ExpectInAnyOrder("watcher: terminated a", "watcher: terminated b", "watcher: terminated c");
        ExpectNothingBut(watcher);
    }

    [Fact]
    public void Watching_twice_is_watching_once()
    {
        var watcher = Start(Script("watcher"));
        var subject = Start(Script("subject"));
        On(watcher, p =>
        {
            p.Ctx.Watch(subject);
            p.Ctx.Watch(subject);
        });
        On(watcher, p => p.Ctx.Watch(subject));
        Sys.Stop(subject);
        Expect("watcher: terminated subject");
        ExpectNothingBut(watcher);
    }

    [Fact]
    public void One_Unwatch_undoes_any_number_of_watches()
    {
        var watcher = Start(Script("watcher"));
        var subject = Start(Script("subject"));
        On(watcher, p =>
        {
            p.Ctx.Watch(subject);
            p.Ctx.Watch(subject);
            Assert.Equal(subject, p.Ctx.Unwatch(subject));
        });
        Sys.Stop(subject);
        ExpectStopped(subject);
        ExpectNothingBut(watcher);
    }

    [Fact]
    public void Unwatch_leaves_the_other_watchers_watching()
    {
        var subject = Start(Script("subject"));
        var one = Start(Script("one"));
        var two = Start(Script("two"));
        On(one, p => p.Ctx.Watch(subject));
        On(two, p => p.Ctx.Watch(subject));
        On(one, p => p.Ctx.Unwatch(subject));
        Sys.Stop(subject);
        Expect("two: terminated subject");
        ExpectNothingBut(one);
    }

    [Fact]
    public void After_Unwatch_no_Terminated_comes_even_if_it_already_waits_in_the_mailbox()
    {
        var watcher = Start(Script("watcher"));
        var subject = Start(Script("subject"));
        On(watcher, p => p.Ctx.Watch(subject));
        using var inside = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        watcher.Tell(new Run(_ =>
        {
            inside.Set();
            gate.Wait(Patience);
        }));
        // The news comes in between: Terminated then stands behind the message that unwatches.
        watcher.Tell(new Run(p => p.Ctx.Unwatch(subject)));
        Await(inside.WaitHandle);
        Sys.Stop(subject);
        ExpectStopped(subject);
        gate.Set();
        ExpectNothingBut(watcher);
    }

    [Fact]
    public void A_dead_actor_may_be_watched_and_is_reported_at_once()
    {
        var watcher = Start(Script("watcher"));
        var subject = Start(Script("subject"));
        Sys.Stop(subject);
        ExpectStopped(subject);
        On(watcher, p => p.Ctx.Watch(subject));
        Expect("watcher: terminated subject");
        On(watcher, p => p.Ctx.Watch(subject));
        Expect("watcher: terminated subject");
    }

    [Fact]
    public void Watching_oneself_is_no_hindrance_to_the_end()
    {
        var actor = Start(Script("a") with { Hooks = true });
        On(actor, p => p.Ctx.Watch(p.Me));
        Sys.Stop(actor);
        Expect("a: constructed 1", "a: PreStart", "a: PostStop");
        ExpectStopped(actor);
        ExpectNothingBut(Start(Script("b")));
    }

    [Fact]
    public void Two_actors_may_watch_each_other()
    {
        var one = Start(Script("one"));
        var two = Start(Script("two"));
        On(one, p => p.Ctx.Watch(two));
        On(two, p => p.Ctx.Watch(one));
        Sys.Stop(one);
        Expect("two: terminated one");
        Sys.Stop(two);
        ExpectStopped(two);
    }

    [Fact]
    public void A_Terminated_that_is_told_by_hand_for_an_unwatched_actor_is_not_delivered()
    {
        var actor = Start(Script("a"));
        actor.Tell(new Terminated(TestActor, true, false));
        ExpectNothingBut(actor);
    }

    [Fact]
    public void The_death_of_a_watcher_makes_no_noise_when_the_subject_dies_later()
    {
        var subject = Start(Script("subject"));
        var watcher = Start(Script("watcher"));
        On(watcher, p => p.Ctx.Watch(subject));
        Sys.Stop(watcher);
        ExpectStopped(watcher);
        var letters = Subscribed<DeadLetter>();
        Sys.Stop(subject);
        ExpectStopped(subject);
        Sys.DeadLetters.Tell("fence");
        Assert.Equal("fence", letters.ExpectMsg<DeadLetter>().Message);
    }

    [Fact]
    public void A_parent_need_not_watch_and_then_hears_nothing_of_its_child_s_end()
    {
        var parent = Start(Script("parent"));
        var child = Child(parent, Script("child"));
        Sys.Stop(child);
        ExpectStopped(child);
        ExpectNothingBut(parent);
    }

    [Fact]
    public void A_stopping_parent_that_watched_its_children_ends_all_the_same()
    {
        var parent = Start(Script("parent"));
        for (var i = 0; i < 5; i++)
        {
            var child = Child(parent, Script("child" + i));
            On(parent, p => p.Ctx.Watch(child));
        }
        Sys.Stop(parent);
        ExpectStopped(parent);
        Assert.False(HasMessages);
    }
}
