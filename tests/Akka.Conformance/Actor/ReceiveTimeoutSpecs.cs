using System.Diagnostics;
using Akka.Actor;

namespace Akka.Conformance.Actor;

public class ReceiveTimeoutSpecs : Spec
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void An_idle_actor_gets_ReceiveTimeout_again_and_again_until_it_turns_it_off()
    {
        var actor = Actor(Short);
        ExpectMsg("timeout");
        ExpectMsg("timeout");
        actor.Tell(new object());
        actor.Tell("off");
        FishForMessage<string>(m => m == "off");
        ExpectNoMsg(Short * 3);
    }

    [Fact]
    public void No_timeout_comes_before_its_time()
    {
        var clock = Stopwatch.StartNew();
        Actor(TimeSpan.FromMilliseconds(300));
        ExpectMsg("timeout");
        Assert.True(clock.ElapsedMilliseconds >= 280, $"{clock.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void Every_message_starts_the_wait_anew()
    {
        // The wait is long beside the pokes, so that a busy machine does not make a false timeout.
        var actor = Actor(TimeSpan.FromSeconds(3));
        var clock = Stopwatch.StartNew();
        var last = TimeSpan.Zero;
        for (var i = 0; i < 4; i++)
        {
            Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(1), actor, "poke", ActorRefs.NoSender);
            ExpectMsg("poke");
            last = clock.Elapsed;
        }
        ExpectMsg("timeout");
        Assert.True(clock.Elapsed - last > TimeSpan.FromSeconds(2.5), $"{clock.Elapsed - last} after the last poke");
    }

    [Fact]
    public void A_message_marked_so_does_not_delay_the_timeout()
    {
        var actor = Actor(TimeSpan.FromMilliseconds(600));
        using var cancel = new Cancelable(Sys.Scheduler);
        Sys.Scheduler.ScheduleTellRepeatedly(TimeSpan.Zero, TimeSpan.FromMilliseconds(100), actor, new Transparent(), ActorRefs.NoSender, cancel);
        ExpectMsg("timeout");
        cancel.Cancel();
    }

    [Fact]
    public void The_context_tells_the_timeout_in_force()
    {
        var actor = Start(Script("a"));
        Assert.Null(On(actor, p => p.Ctx.ReceiveTimeout));
        Assert.Equal(TimeSpan.FromMinutes(1), On(actor, p =>
        {
            p.Ctx.SetReceiveTimeout(TimeSpan.FromMinutes(1));
            return p.Ctx.ReceiveTimeout;
        }));
        Assert.Null(On(actor, p =>
        {
            p.Ctx.SetReceiveTimeout(null);
            return p.Ctx.ReceiveTimeout;
        }));
    }

    [Fact]
    public void A_timeout_set_in_PreStart_works_and_dies_with_the_actor()
    {
        var dead = Subscribed<Akka.Event.DeadLetter>();
        var actor = Start(Script("a") with { OnPreStart = p => p.Ctx.SetReceiveTimeout(Short) });
        ExpectMsg<string>(m => m.StartsWith("a: got", StringComparison.Ordinal) && m.Contains("ReceiveTimeout", StringComparison.Ordinal));
        Sys.Stop(actor);
        ExpectStopped(actor);
        dead.ExpectNoMsg(Short * 3);
    }

    private IActorRef Actor(TimeSpan timeout)
    {
        var probe = TestActor;
        return Sys.ActorOf(Props.Create(() => new Impatient(probe, timeout)));
    }

    private sealed class Transparent : INotInfluenceReceiveTimeout;

    private sealed class Impatient : ReceiveActor
    {
        public Impatient(IActorRef report, TimeSpan timeout)
        {
            SetReceiveTimeout(timeout);
            Receive<ReceiveTimeout>(_ => report.Tell("timeout"));
            Receive<Transparent>(_ => { });
            Receive<string>(m => report.Tell(m));
            ReceiveAny(_ => SetReceiveTimeout(null));
        }
    }

    /// <summary>The witness has the same timeout from later on, and reports when it has been idle for it.</summary>
    [Fact]
    public void An_actor_that_works_is_not_idle()
    {
        var goOn = new ManualResetEventSlim();
        var busy = Sys.ActorOf(Props.Create(() => new Working(TestActor, goOn)));
        busy.Tell("work");
        ExpectMsg("working");
        var witness = CreateTestProbe();
        Sys.ActorOf(Props.Create(() => new Idle(witness.Ref)));
        witness.ExpectMsg("timeout");
        witness.ExpectMsg("timeout");
        busy.Tell("next");
        goOn.Set();
        ExpectMsg("worked");
        ExpectMsg("next");
        ExpectMsg("timeout");
    }

    [Fact]
    public void A_message_that_does_not_influence_the_timeout_does_not_with_an_asynchronous_handler_either()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Poked(TestActor)));
        var poking = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(TimeSpan.Zero, TimeSpan.FromMilliseconds(20), actor, new Poke(), ActorRefs.NoSender);
        ExpectMsg("timeout");
        poking.Cancel();
    }

    private sealed class Poke : INotInfluenceReceiveTimeout;

    private sealed class Poked : ReceiveActor
    {
        public Poked(IActorRef report)
        {
            Context.SetReceiveTimeout(TimeSpan.FromMilliseconds(500));
            ReceiveAsync<Poke>(static async _ => await Task.Run(static () => Thread.SpinWait(100_000)));
            Receive<ReceiveTimeout>(_ => report.Tell("timeout"));
        }
    }

    private sealed class Idle : ReceiveActor
    {
        public Idle(IActorRef report)
        {
            Context.SetReceiveTimeout(Short);
            Receive<ReceiveTimeout>(_ => report.Tell("timeout"));
        }
    }

    private sealed class Working : ReceiveActor
    {
        public Working(IActorRef report, ManualResetEventSlim goOn)
        {
            Receive<string>(static text => text == "work", _ =>
            {
                report.Tell("working");
                goOn.Wait(Patience);
                report.Tell("worked");
            });
            Receive<string>(text => report.Tell(text));
            Receive<ReceiveTimeout>(_ => report.Tell("timeout"));
            Context.SetReceiveTimeout(Short);
        }
    }
}
