using System.Collections.Concurrent;
using Akka.Actor;

namespace Crosstown.Actors.Tests.AkkaFacts;

/// <summary>docs/design.md §6: why a worker holds its mail in its mailbox, and neither suspends that nor stashes.</summary>
public sealed class MailboxFacts
{
    [Fact]
    public async Task PoisonPill_ends_an_actor_before_it_gets_back_its_stash()
    {
        await using var facts = new FactSystem();
        var seen = new ConcurrentQueue<object>();
        var actor = facts.System.ActorOf(Props.Create(() => new Stashing(seen)));
        var ended = actor.WatchAsync();
        actor.Tell("stashed");
        actor.Tell(PoisonPill.Instance);
        Assert.True(await ended.WaitAsync(Stress.Patience));
        Assert.Empty(seen);
    }

    [Fact]
    public async Task A_stash_comes_back_in_its_order_before_the_mail_that_came_later_when_its_actor_is_restarted()
    {
        await using var facts = new FactSystem();
        var seen = new ConcurrentQueue<object>();
        var actor = facts.System.ActorOf(Props.Create(() => new Restarting(seen)));
        foreach (var message in new object[] { 1, 2, 3, "fail", 4 })
            actor.Tell(message);
        await Eventually.TrueAsync(() => seen.Count == 4, "all were taken");
        Assert.Equal([1, 2, 3, 4], seen);
    }

    private sealed class Stashing : UntypedActor, IWithUnboundedStash
    {
        private readonly ConcurrentQueue<object> _seen;

        public Stashing(ConcurrentQueue<object> seen) => _seen = seen;

        public IStash Stash { get; set; } = null!;

        protected override void OnReceive(object message) => Stash.Stash();

        protected override void Unhandled(object message) => _seen.Enqueue(message);
    }

    private sealed class Restarting : UntypedActor, IWithUnboundedStash
    {
        private readonly ConcurrentQueue<object> _seen;
        private bool _isFresh = true;

        public Restarting(ConcurrentQueue<object> seen) => _seen = seen;

        public IStash Stash { get; set; } = null!;

        protected override void PostRestart(Exception reason) => _isFresh = false;

        protected override void OnReceive(object message)
        {
            if (message is string)
                throw new InvalidOperationException("on purpose");
            if (_isFresh)
                Stash.Stash();
            else
                _seen.Enqueue(message);
        }
    }
}
