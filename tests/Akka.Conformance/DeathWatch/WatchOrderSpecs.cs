using Akka.Actor;
using Akka.Event;

namespace Akka.Conformance.DeathWatch;

/// <summary>Where Terminated stands among the other messages, and what restarts do to watches.</summary>
public class WatchOrderSpecs : Spec
{
    [Fact]
    public void What_the_subject_told_before_its_end_comes_before_Terminated()
    {
        for (var round = 0; round < 50; round++)
        {
            var watcher = Start(Script("watcher" + round));
            var subject = Start(Script("subject" + round) with { OnPostStop = p => watcher.Tell("last", p.Me) });
            On(watcher, p => p.Ctx.Watch(subject));
            subject.Tell(new Run(p =>
            {
                for (var i = 0; i < 20; i++)
                    watcher.Tell(i, p.Me);
                p.Ctx.Stop(p.Me);
            }));
            for (var i = 0; i < 20; i++)
                Expect($"watcher{round}: got {i}");
            Expect($"watcher{round}: got last", $"watcher{round}: terminated subject{round}");
        }
    }

    [Fact]
    public void Terminated_takes_its_place_behind_the_mail_that_was_there()
    {
        var watcher = Start(Script("watcher"));
        var subject = Start(Script("subject"));
        On(watcher, p => p.Ctx.Watch(subject));
        using var gate = new ManualResetEventSlim();
        watcher.Tell(new Run(_ => gate.Wait(Patience)));
        watcher.Tell("1");
        watcher.Tell("2");
        Sys.Stop(subject);
        ExpectStopped(subject);
        gate.Set();
        Expect("watcher: got 1", "watcher: got 2", "watcher: terminated subject");
    }

    [Fact]
    public void A_watch_survives_the_restart_of_the_watcher()
    {
        var watcher = Start(Script("watcher"));
        var subject = Start(Script("subject"));
        On(watcher, p => p.Ctx.Watch(subject));
        watcher.Tell(new Throw(new Boom()));
        Assert.Equal(2, On(watcher, p => p.Incarnation));
        Sys.Stop(subject);
        Expect("watcher: terminated subject");
    }

    [Fact]
    public void A_watch_repeated_after_a_restart_is_still_one_watch()
    {
        var watcher = Start(Script("watcher"));
        var subject = Start(Script("subject"));
        On(watcher, p => p.Ctx.Watch(subject));
        watcher.Tell(new Throw(new Boom()));
        On(watcher, p => p.Ctx.Watch(subject));
        Sys.Stop(subject);
        Expect("watcher: terminated subject");
        ExpectNothingBut(watcher);
    }

    [Fact]
    public void A_restarted_parent_hears_nothing_of_the_watched_children_that_its_restart_stopped()
    {
        var parent = Start(Script("parent"));
        var child = Child(parent, Script("child"));
        On(parent, p => p.Ctx.Watch(child));
        parent.Tell(new Throw(new Boom()));
        ExpectStopped(child);
        Assert.Equal(2, On(parent, p => p.Incarnation));
        ExpectNothingBut(parent);
    }

    [Fact]
    public void What_was_left_in_the_mailbox_is_published_as_dead_letters_before_Terminated_comes()
    {
        using var gate = new ManualResetEventSlim();
        var probe = Subscribed<DeadLetter>();
        var subject = Start(Script("subject"));
        probe.Watch(subject);
        subject.Tell(new Run(p =>
        {
            gate.Wait(Patience);
            p.Ctx.Stop(p.Me);
        }));
        for (var i = 0; i < 10; i++)
            subject.Tell(i);
        gate.Set();
        for (var i = 0; i < 10; i++)
            Assert.Equal(i, probe.ExpectMsg<DeadLetter>().Message);
        probe.ExpectTerminated(subject);
    }

    [Fact]
    public void A_restart_of_the_subject_is_no_termination()
    {
        var watcher = Start(Script("watcher"));
        var subject = Start(Script("subject"));
        On(watcher, p => p.Ctx.Watch(subject));
        subject.Tell(new Throw(new Boom()));
        Assert.Equal(2, On(subject, p => p.Incarnation));
        ExpectNothingBut(watcher);
        Sys.Stop(subject);
        Expect("watcher: terminated subject");
    }

    [Fact]
    public void A_watched_name_that_lives_again_is_reported_for_each_incarnation_that_was_watched()
    {
        var parent = Start(Script("parent"));
        for (var generation = 0; generation < 20; generation++)
        {
            var child = Child(parent, Script("child"));
            On(parent, p => p.Ctx.Watch(child));
            Sys.Stop(child);
            Expect("parent: terminated child");
        }
        ExpectNothingBut(parent);
    }
}
