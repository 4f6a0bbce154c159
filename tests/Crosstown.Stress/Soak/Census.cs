using Akka.Actor;
using Crosstown.Actors.Requests;

namespace Crosstown.Stress.Soak;

/// <summary>The actors that live under <c>/user/crosstown</c>, asked for by name as any actor may.</summary>
internal static class Census
{
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string[] Selections =
    [
        "/user/crosstown/*", "/user/crosstown/pools/*", "/user/crosstown/pools/*/*", "/user/crosstown/pools/*/*/*", "/user/crosstown/lanes/*", "/user/crosstown/requests-*/*",
    ];

    public static async Task<IReadOnlyList<string>> TakeAsync(ActorSystem system)
    {
        var asker = system.ActorOf(Props.Create(static () => new Asker()));
        var living = await asker.Ask<IReadOnlyList<string>>("who", Patience);
        system.Stop(asker);
        return living;
    }

    /// <summary>What the soak's host has at rest: the supervisor's children (dead letters, pools, lanes, leases, the supervisors of requests' actors), routers, routees, the routees' own actors, lanes.</summary>
    public static int AtRest => 4 + RequestActors.Supervisors + Pools.Sizes.Count + Pools.Sizes.Values.Sum() + Pools.Sizes[Pools.Actors] + SoakHost.Lanes;

    /// <summary>Identifies everyone; whoever has not answered before a silence is not there.</summary>
    private sealed class Asker : ReceiveActor
    {
        private readonly HashSet<string> _living = [];
        private IActorRef _who = ActorRefs.Nobody;

        public Asker()
        {
            Receive<string>(_ =>
            {
                _who = Sender;
                foreach (var selection in Selections)
                    Context.ActorSelection(selection).Tell(new Identify(selection));
                Context.SetReceiveTimeout(Silence);
            });
            Receive<ActorIdentity>(identity =>
            {
                if (identity.Subject is { } subject && !subject.IsNobody())
                    _living.Add(subject.Path.ToStringWithoutAddress());
            });
            Receive<ReceiveTimeout>(_ => _who.Tell((IReadOnlyList<string>)[.. _living]));
        }
    }
}
