using Akka.Actor;
using Akka.Configuration;
using Akka.Routing;
using Crosstown.Actors.Tests.Harness;

namespace Crosstown.Actors.Tests.AkkaFacts;

/// <summary>An actor system without Crosstown.</summary>
internal sealed class FactSystem(string hocon = "") : IDisposable
{
    private const string Quiet = """
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.log-dead-letters = off
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        """;

    public ActorSystem System { get; } = ActorSystem.Create("facts", ConfigurationFactory.ParseString(hocon).WithFallback(ConfigurationFactory.ParseString(Quiet)));

    public static async Task<int> RouteesAsync(IActorRef router) => (await router.Ask<Routees>(GetRoutees.Instance, Stress.Patience)).Members.Count();

    /// <summary>Each of a pool's routees that is idle has received all that it was told before.</summary>
    public static async Task FlushAsync(IActorRef router, int idle)
    {
        var routees = (await router.Ask<Routees>(GetRoutees.Instance, Stress.Patience)).Members.Cast<ActorRefRoutee>();
        var answers = routees.Select(routee => routee.Actor.Ask<ActorIdentity>(new Identify(null), Stress.Patience)).ToList();
        await Eventually.True(() => answers.Count(static answer => answer.IsCompletedSuccessfully) >= idle, "the idle routees answer");
    }

    public void Dispose() => System.Terminate().Wait(Stress.Patience);
}
