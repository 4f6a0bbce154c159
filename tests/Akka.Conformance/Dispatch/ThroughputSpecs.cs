using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;

namespace Akka.Conformance.Dispatch;

/// <summary>On one thread the order in which actors get their turns can be seen.</summary>
public class ThroughputSpecs : Spec
{
    private const string Hocon = """
        one { type = ForkJoinDispatcher, throughput = 1, dedicated-thread-pool { thread-count = 1 } }
        five { type = ForkJoinDispatcher, throughput = 5, dedicated-thread-pool { thread-count = 1 } }
        deadline {
          type = ForkJoinDispatcher, throughput = 1000, throughput-deadline-time = 1ms, dedicated-thread-pool { thread-count = 1 }
        }
        """;

    public ThroughputSpecs()
        : base(Hocon)
    {
    }

    [Theory]
    [InlineData("one", 1)]
    [InlineData("five", 5)]
    public void An_actor_yields_to_the_others_after_its_throughput(string dispatcher, int throughput) =>
        Assert.All(Turns(dispatcher, 20, () => { }), turn => Assert.Equal(throughput, turn));

    [Fact]
    public void An_actor_yields_when_its_deadline_has_passed_even_if_its_throughput_is_not_used_up()
    {
        var turns = Turns("deadline", 10, () =>
        {
            var clock = Stopwatch.StartNew();
            while (clock.ElapsedMilliseconds < 3)
                Thread.SpinWait(100);
        });
        Assert.All(turns, turn => Assert.Equal(1, turn));
    }

    [Fact]
    public void An_actor_that_tells_itself_for_ever_does_not_starve_another()
    {
        var stop = false;
        var selfish = Sys.ActorOf(Puppet.Props(Script("selfish")).WithDispatcher("five"));
        void Again(Puppet p)
        {
            if (!Volatile.Read(ref stop))
                p.Me.Tell(new Run(Again));
        }

        selfish.Tell(new Run(Again));
        var other = Sys.ActorOf(Puppet.Props(Script("other")).WithDispatcher("five"));
        for (var i = 0; i < 50; i++)
        {
            other.Tell(i);
            Expect($"other: got {i}");
        }
        Volatile.Write(ref stop, true);
    }

    /// <summary>How many messages each actor handled at each of its turns, while both had mail.</summary>
    private List<int> Turns(string dispatcher, int messages, Action work)
    {
        using var gate = new ManualResetEventSlim();
        using var done = new CountdownEvent(2 * messages);
        var log = new ConcurrentQueue<char>();
        IActorRef Start(char name)
        {
            var actor = Sys.ActorOf(Puppet.Props(Script(name.ToString())).WithDispatcher(dispatcher));
            On(actor, _ => { });
            return actor;
        }

        var (a, b, blocker) = (Start('a'), Start('b'), Start('x'));
        using var inside = new ManualResetEventSlim();
        blocker.Tell(new Run(_ =>
        {
            inside.Set();
            gate.Wait(Patience);
        }));
        Await(inside.WaitHandle);
        foreach (var (actor, name) in new[] { (a, 'a'), (b, 'b') })
        {
            for (var i = 0; i < messages; i++)
            {
                actor.Tell(new Run(_ =>
                {
                    work();
                    log.Enqueue(name);
                    done.Signal();
                }));
            }
        }
        gate.Set();
        Await(done);
        var turns = new List<int>();
        char? current = null;
        foreach (var name in log)
        {
            if (name != current)
                turns.Add(0);
            current = name;
            turns[^1]++;
        }
        return turns;
    }
}
