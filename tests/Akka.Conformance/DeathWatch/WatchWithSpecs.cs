using Akka.Actor;

namespace Akka.Conformance.DeathWatch;

public class WatchWithSpecs : Spec
{
    [Fact]
    public void WatchWith_brings_the_given_message_instead_of_Terminated()
    {
        var (watcher, subject) = Pair();
        Assert.Equal(subject, On(watcher, p => p.Ctx.WatchWith(subject, "it is gone")));
        Sys.Stop(subject);
        Expect("watcher: got it is gone");
        ExpectNothingBut(watcher);
    }

    [Fact]
    public void A_dead_actor_may_be_watched_with_a_message()
    {
        var (watcher, subject) = Pair();
        Sys.Stop(subject);
        ExpectStopped(subject);
        On(watcher, p => p.Ctx.WatchWith(subject, "it is gone"));
        Expect("watcher: got it is gone");
    }

    [Fact]
    public void Another_message_for_the_same_actor_is_refused_until_it_is_unwatched()
    {
        var (watcher, subject) = Pair();
        On(watcher, p =>
        {
            p.Ctx.WatchWith(subject, "one");
            Assert.Throws<InvalidOperationException>(() => p.Ctx.WatchWith(subject, "two"));
            Assert.Throws<InvalidOperationException>(() => p.Ctx.Watch(subject));
            p.Ctx.WatchWith(subject, "one");
            p.Ctx.Unwatch(subject);
            p.Ctx.WatchWith(subject, "three");
        });
        Sys.Stop(subject);
        Expect("watcher: got three");
        ExpectNothingBut(watcher);
    }

    [Fact]
    public void WatchWith_after_Watch_is_refused()
    {
        var (watcher, subject) = Pair();
        On(watcher, p =>
        {
            p.Ctx.Watch(subject);
            Assert.Throws<InvalidOperationException>(() => p.Ctx.WatchWith(subject, "x"));
        });
        Sys.Stop(subject);
        Expect("watcher: terminated subject");
    }

    [Fact]
    public void Unwatch_keeps_the_message_from_coming()
    {
        var (watcher, subject) = Pair();
        On(watcher, p =>
        {
            p.Ctx.WatchWith(subject, "x");
            p.Ctx.Unwatch(subject);
        });
        Sys.Stop(subject);
        ExpectStopped(subject);
        ExpectNothingBut(watcher);
    }

    [Fact]
    public void The_message_belongs_to_one_watcher_only()
    {
        var (watcher, subject) = Pair();
        var other = Start(Script("other"));
        On(watcher, p => p.Ctx.WatchWith(subject, "mine"));
        On(other, p => p.Ctx.WatchWith(subject, "yours"));
        Sys.Stop(subject);
        ExpectInAnyOrder("watcher: got mine", "other: got yours");
    }

    private (IActorRef Watcher, IActorRef Subject) Pair() => (Start(Script("watcher")), Start(Script("subject")));
}
