using Akka.Actor;

namespace Crosstown.Actors.Tests.Harness;

/// <summary>The requests' actors that live, asked for by name as any actor may.</summary>
internal static class LivingRequestActors
{
    /// <summary>Waits until there are so many, and returns them.</summary>
    public static async Task<IReadOnlyList<IActorRef>> CountAsync(TrafficHost host, int count)
    {
        IReadOnlyList<IActorRef> actors = [];
        var began = TimeProvider.System.GetTimestamp();
        do
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Stress.Patience, $"{actors.Count} requests' actors live, not {count}");
            actors = await LivingAsync(host);
        }
        while (actors.Count != count);
        return actors;
    }

    private static async Task<IReadOnlyList<IActorRef>> LivingAsync(TrafficHost host)
    {
        var asker = host.System.ActorOf(Props.Create(() => new Asker()));
        var answer = await asker.Ask<IReadOnlyList<IActorRef>>("who", Stress.Patience);
        host.System.Stop(asker);
        return answer;
    }

    /// <summary>Identifies the supervisors' children; whoever has not answered soon is not there.</summary>
    private sealed class Asker : ReceiveActor
    {
        private readonly List<IActorRef> _living = [];
        private IActorRef _who = ActorRefs.Nobody;

        public Asker()
        {
            Receive<string>(_ =>
            {
                _who = Sender;
                Context.ActorSelection("/user/crosstown/requests-*/*").Tell(new Identify(1));
                Context.SetReceiveTimeout(TimeSpan.FromMilliseconds(100));
            });
            Receive<ActorIdentity>(identity =>
            {
                if (identity.Subject is { } subject)
                    _living.Add(subject);
            });
            Receive<ReceiveTimeout>(_ => _who.Tell((IReadOnlyList<IActorRef>)_living));
        }
    }
}
