using Akka.Actor;
using Akka.Configuration;
using Akka.Routing;

namespace Akka.Conformance.Routing;

public abstract class RoutingSpec : Akka.TestKit.Xunit2.TestKit
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    protected static readonly TimeSpan AWhile = TimeSpan.FromMilliseconds(200);

    protected RoutingSpec(string hocon = "") : base(ConfigurationFactory.ParseString(hocon + "\nakka.loglevel = ERROR\nakka.stdout-loglevel = OFF"))
    {
    }

    protected static T Answer<T>(ICanTell from, object message) => from.Ask<T>(message, Patience).Result;

    protected static Props WorkerProps => Props.Create(() => new Worker());

    protected IActorRef[] RouteesOf(IActorRef router) =>
        Answer<Routees>(router, GetRoutees.Instance).Members.OfType<ActorRefRoutee>().Select(r => r.Actor).ToArray();

    protected int CountOf(IActorRef router) => Answer<Routees>(router, GetRoutees.Instance).Members.Count();

    /// <summary>Tells the router that many pieces of work, and says who did each.</summary>
    protected IActorRef[] Send(IActorRef router, int count)
    {
        for (var i = 0; i < count; i++)
            router.Tell(new Work(i), TestActor);
        return ReceiveN(count, Patience).Cast<Worked>().OrderBy(w => w.Id).Select(w => w.By).ToArray();
    }

    protected IActorRef WatchedByTest(IActorRef actor)
    {
        Watch(actor);
        return actor;
    }

    protected void ExpectAllTerminated(params IActorRef[] actors)
    {
        var gone = ReceiveN(actors.Length, Patience).Cast<Terminated>().Select(t => t.ActorRef).ToHashSet();
        Assert.True(gone.SetEquals(actors));
    }
}

public sealed record Work(int Id);

public sealed record Worked(int Id, IActorRef By, IActorRef ToldBy);

/// <summary>Holds its routee until released.</summary>
public sealed class Hold : IDisposable
{
    public ManualResetEventSlim Entered { get; } = new();

    public ManualResetEventSlim Release { get; } = new();

    public void Dispose() => Release.Set();
}

public sealed record Fail(string Why = "told to");

/// <summary>Counts what it did since it was made; a restart starts over.</summary>
public sealed record HowMany;

public sealed record Restarted(IActorRef Who);

public class Worker : ReceiveActor
{
    private readonly IActorRef _observer;
    private int _done;

    public Worker() : this(null)
    {
    }

    public Worker(IActorRef observer)
    {
        _observer = observer;
        Receive<Work>(work =>
        {
            _done++;
            Sender.Tell(new Worked(work.Id, Self, Sender));
        });
        Receive<Hold>(hold =>
        {
            hold.Entered.Set();
            hold.Release.Wait(TimeSpan.FromSeconds(20));
        });
        Receive<Fail>(fail => throw new InvalidOperationException(fail.Why));
        Receive<HowMany>(_ => Sender.Tell(_done));
    }

    protected override void PostRestart(Exception reason)
    {
        base.PostRestart(reason);
        _observer?.Tell(new Restarted(Self));
    }
}
