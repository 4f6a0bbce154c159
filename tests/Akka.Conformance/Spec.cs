using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;

namespace Akka.Conformance;

/// <summary>One quiet actor system per test, generous deadlines (a spec must hold on a busy machine), and the words the specs are written in.</summary>
public abstract class Spec : Akka.TestKit.Xunit2.TestKit
{
    /// <summary>Only a failing test ever waits this long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private const string Quiet = """
        akka.loglevel = WARNING
        akka.stdout-loglevel = OFF
        akka.log-dead-letters = off
        akka.log-dead-letters-during-shutdown = off
        akka.test.single-expect-default = 20s
        akka.test.default-timeout = 20s
        akka.test.filter-leeway = 20s
        """;

    protected Spec(string hocon = "")
        : base(ConfigurationFactory.ParseString(hocon).WithFallback(ConfigurationFactory.ParseString(Quiet)))
    {
    }

    /// <summary>The configuration under which a spec that makes actor systems of its own keeps silent.</summary>
    internal static Config QuietConfig => ConfigurationFactory.ParseString(Quiet);

    /// <summary>A script whose puppet reports to the test actor.</summary>
    internal Script Script(string name) => new(name, TestActor);

    internal IActorRef Start(Script script) => Sys.ActorOf(Puppet.Props(script), script.Name);

    /// <summary>Runs code inside the puppet and brings its result back.</summary>
    internal static T On<T>(IActorRef puppet, Func<Puppet, T> code)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        puppet.Tell(new Run(p =>
        {
            try
            {
                result.SetResult(code(p));
            }
            catch (Exception e)
            {
                result.SetException(e);
            }
        }), ActorRefs.NoSender);
        return Await(result.Task);
    }

    internal static void On(IActorRef puppet, Action<Puppet> code) => On(puppet, p =>
    {
        code(p);
        return true;
    });

    internal static IActorRef Child(IActorRef puppet, Script script) =>
        On(puppet, p => p.Ctx.ActorOf(Puppet.Props(script), script.Name));

    /// <summary>The reports that must come next, in this order and with nothing between them.</summary>
    internal void Expect(params string[] reports)
    {
        foreach (var report in reports)
            ExpectMsg(report);
    }

    /// <summary>The reports that must come next, in any order among themselves.</summary>
    internal void ExpectInAnyOrder(params string[] reports)
    {
        var received = ReceiveN(reports.Length).Select(m => m.ToString()).Order(StringComparer.Ordinal);
        Assert.Equal(reports.Order(StringComparer.Ordinal), received);
    }

    /// <summary>Nothing is to come: whatever the puppet had to say before it read the fence would have to come first.</summary>
    internal void ExpectNothingBut(IActorRef puppet)
    {
        // A first round trip: what earlier messages and system messages put into its mailbox then stands before the fence.
        On(puppet, _ => { });
        var fence = new object();
        On(puppet, _ => TestActor.Tell(fence));
        Assert.Same(fence, ExpectMsg<object>());
    }

    internal TestProbe Subscribed<T>()
    {
        var probe = CreateTestProbe();
        Sys.EventStream.Subscribe(probe.Ref, typeof(T));
        return probe;
    }

    internal TestProbe Watching(IActorRef subject)
    {
        var probe = CreateTestProbe();
        probe.Watch(subject);
        return probe;
    }

    internal void ExpectStopped(IActorRef subject) => Watching(subject).ExpectTerminated(subject);

    internal static T Await<T>(Task<T> task)
    {
        Await((Task)task);
        return task.GetAwaiter().GetResult();
    }

    internal static void Await(Task task)
    {
        if (!((IAsyncResult)task).AsyncWaitHandle.WaitOne(Patience))
            throw new TimeoutException($"Nothing came within {Patience}.");
        task.GetAwaiter().GetResult();
    }

    internal static void Await(WaitHandle handle) => Assert.True(handle.WaitOne(Patience), $"Not signalled within {Patience}.");

    internal static void Await(CountdownEvent latch) => Assert.True(latch.Wait(Patience), $"{latch.CurrentCount} still missing after {Patience}.");

    internal static void AwaitTrue(Func<bool> condition, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < Patience, $"Not so within {Patience}: {what}");
            Thread.Yield();
        }
    }
}
