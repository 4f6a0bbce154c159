using System.Collections.Concurrent;
using Akka.Actor;
using Crosstown.Actors.Deferrals;

namespace Crosstown.TestKit.Control;

/// <summary>The pools, lanes and actors whose messages go to a test's own actor. Thread-safe.</summary>
internal sealed class TrafficRoutes
{
    private readonly ConcurrentDictionary<object, IActorRef> _routes = new();

    public void Set(object from, IActorRef to) => _routes[from] = to;

    public void Remove(object from) => _routes.TryRemove(from, out _);

    public bool HasRoute(DeferralPlan plan) => _routes.ContainsKey(plan.SameThread ? PoolNames.SameThread : plan.PoolName);

    /// <summary>The test's actor for this deferral; null for none.</summary>
    public IActorRef? Find(Deferral deferral) => _routes.GetValueOrDefault(deferral.Work is ActorWork { Target: var target } ? target : deferral.Pool);

    /// <summary>Sends the deferral's message, or of a delegate its receipt, to the test's actor.</summary>
    public static void Send(Deferral deferral, IActorRef to)
    {
        if (!deferral.TryStart())
            return;
        to.Tell(deferral.Work.Message ?? deferral, ActorRefs.NoSender);
        deferral.TryEnd(Fate.Ran, $"sent to {to.Path} by the test");
        // Needed if the drain gave the deferral its fate meanwhile: then the slot is given back here.
        deferral.CodeReturned();
    }
}
