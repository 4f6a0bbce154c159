using Akka.Actor;
using Akka.Routing;

namespace Crosstown.Stress.Soak;

/// <summary>What befalls the pools midway, under load: every routee is restarted, then half of each pool is stopped where it stands and replaced.</summary>
internal static class PoolRestart
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(SoakHost host)
    {
        foreach (var (name, size) in Pools.Sizes)
        {
            var router = host.Directory.Find(name).Router;
            router.Tell(new Broadcast(Kill.Instance));
            var routees = await RouteesAsync(router);
            // Replacements first: a pool without routees ends.
            router.Tell(new AdjustPoolSize(size / 2));
            foreach (var routee in routees.Take(size / 2))
                host.System.Stop(routee.Actor);
            // A later restart must find those that stay, not those that are on their way out.
            var began = TimeProvider.System.GetTimestamp();
            while ((await RouteesAsync(router)).Length != size)
            {
                if (TimeProvider.System.GetElapsedTime(began) > Patience)
                    throw new TimeoutException($"The pool {name} did not come back to {size} routees.");
                await Task.Delay(1);
            }
        }
    }

    private static async Task<ActorRefRoutee[]> RouteesAsync(IActorRef router) =>
        [.. (await router.Ask<Routees>(GetRoutees.Instance, Patience)).Members.Cast<ActorRefRoutee>()];
}
