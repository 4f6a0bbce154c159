using Akka.Actor;
using Akka.Routing;
using Pool = Crosstown.Actors.Pools.Pool;

namespace Crosstown.TestKit.Control;

/// <summary>Restarts the routees of a pool, as a defect or an operator would.</summary>
internal static class PoolRestart
{
    /// <summary>Restarts each routee at once, also one whose code awaits something, and waits until all are back.</summary>
    public static async Task RunAsync(Pool pool, TimeSpan deadline)
    {
        var routees = (await pool.Router.Ask<Routees>(GetRoutees.Instance, deadline).ConfigureAwait(false)).Members.OfType<ActorRefRoutee>().Select(static routee => routee.Actor).ToList();
        foreach (var routee in routees.Cast<IInternalActorRef>())
        {
            // The order in which a failing actor is restarted: its mailbox is suspended, then its supervisor decides.
            routee.Suspend();
            routee.Restart(new InvalidOperationException($"The test has restarted the pool {pool.Name}."));
        }

        await Task.WhenAll(routees.Select(routee => routee.Ask<ActorIdentity>(new Identify(null), deadline))).ConfigureAwait(false);
    }
}
