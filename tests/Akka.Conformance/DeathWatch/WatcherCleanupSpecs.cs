using System.Runtime.CompilerServices;
using Akka.Actor;

namespace Akka.Conformance.DeathWatch;

public class WatcherCleanupSpecs : Spec
{
    [Fact]
    public void A_long_lived_actor_does_not_hold_on_to_its_dead_watchers()
    {
        const int Watchers = 500;
        var subject = Start(Script("subject"));
        var refs = Watched(subject, Watchers);
        // A handful may still be on some thread's stack or in a queue that is not yet overwritten.
        AwaitTrue(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                On(subject, _ => { });
                return refs.Count(r => r.IsAlive) < Watchers / 10;
            },
            "the dead watchers are forgotten");
        GC.KeepAlive(subject);
    }

    [Fact]
    public void A_long_lived_watcher_does_not_hold_on_to_what_it_watched()
    {
        const int Subjects = 500;
        var watcher = Start(Script("watcher"));
        var refs = Watching(watcher, Subjects);
        AwaitTrue(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                On(watcher, _ => { });
                return refs.Count(r => r.IsAlive) < Subjects / 10;
            },
            "the dead subjects are forgotten");
        GC.KeepAlive(watcher);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private List<WeakReference> Watched(IActorRef subject, int count)
    {
        var refs = new List<WeakReference>();
        for (var i = 0; i < count; i++)
        {
            var watcher = Sys.ActorOf(Puppet.Props(new Script("w", ActorRefs.Nobody)));
            On(watcher, p => p.Ctx.Watch(subject));
            refs.Add(new WeakReference(watcher));
            Assert.True(Await(watcher.GracefulStop(Patience)));
        }
        return refs;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private List<WeakReference> Watching(IActorRef watcher, int count)
    {
        var refs = new List<WeakReference>();
        for (var i = 0; i < count; i++)
        {
            var subject = Sys.ActorOf(Puppet.Props(new Script("s", ActorRefs.Nobody)));
            On(watcher, p => p.Ctx.Watch(subject));
            refs.Add(new WeakReference(subject));
            Sys.Stop(subject);
            ExpectMsg<string>(m => m.StartsWith("watcher: terminated", StringComparison.Ordinal));
        }
        return refs;
    }
}
