using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Pools;

/// <summary>Pools of the user's own actors under load: each fate is held against what the receive itself saw.</summary>
public sealed class ActorPoolLoadSpecs
{
    private static readonly DeferralOptions ToMine = new() { Pool = "mine" };

    [Fact]
    public async Task Under_load_what_each_receive_did_is_its_deferrals_fate()
    {
        await using var host = new TrafficHost(
            "akka.actor.deployment./crosstown/pools/mine { router = round-robin-pool, nr-of-instances = 4 }",
            services => services.AddTrafficPool("mine", _ => Props.Create(() => new Mixed())));
        host.Logs.Keep = false;
        var all = new ConcurrentQueue<(Work Work, Deferral Deferral)>();
        await Stress.OnThreadsAsync(2, thread =>
        {
            var random = new Random(thread);
            for (var i = 0; i < Stress.Scaled(1000); i++)
            {
                var request = host.Request();
                for (var d = 0; d < 4; d++)
                {
                    var work = new Work(random.Next(6));
                    all.Enqueue((work, request.Tell(work, ToMine)));
                }

                request.End();
            }
        });
        await host.SettledAsync();
        Assert.All(all, static pair => Assert.Equal(
            (1, pair.Work.Throws ? Fate.Failed : Fate.Ran), (pair.Work.Threw + pair.Work.Returned, pair.Deferral.Fate)));
    }

    [Fact]
    public async Task Under_load_and_with_routees_and_actors_that_are_restarted_and_stopped_no_fate_says_otherwise_than_the_receive()
    {
        await using var host = new TrafficHost(
            "akka.actor.deployment./crosstown/pools/mine { router = round-robin-pool, nr-of-instances = 4 }",
            services => services.AddTrafficPool("mine", _ => Props.Create(() => new Mixed())));
        host.Logs.Keep = false;
        var all = new List<(Work Work, Deferral Deferral)>();
        var random = new Random(1);
        var router = host.Pool("mine").Router;
        for (var i = 0; i < Stress.Scaled(1000); i++)
        {
            var request = host.Request();
            for (var d = 0; d < 4; d++)
            {
                var work = new Work(random.Next(6));
                all.Add((work, request.Tell(work, ToMine)));
            }

            request.End();
            var routee = ((ActorRefWithCell)router).Children.OfType<ActorRefWithCell>().ElementAtOrDefault(random.Next(4));
            switch (i % 20)
            {
                case 5:
                    ((IInternalActorRef?)routee)?.Suspend();
                    ((IInternalActorRef?)routee)?.Restart(new InvalidOperationException("on purpose"));
                    break;
                case 10 when routee?.Children.FirstOrDefault() is { } actor:
                    host.System.Stop(actor);
                    break;
                case 15 when routee is not null:
                    // Replacements first: a pool without routees ends.
                    router.Tell(new AdjustPoolSize(1));
                    await router.Ask<Routees>(GetRoutees.Instance, Stress.Patience);
                    host.System.Stop(routee);
                    break;
            }
        }

        await host.SettledAsync();
        Assert.All(all, static pair => Assert.True(
            (pair.Deferral.Fate, pair.Work.Threw, pair.Work.Returned) is (Fate.Ran, 0, 1) or (Fate.Failed, <= 1, 0), $"{pair.Deferral.Fate} ({pair.Deferral.Reason}), but it threw {pair.Work.Threw} times and returned {pair.Work.Returned}"));
        Assert.Equal(0, host.Ledger.DetachedRuns);
    }

    private sealed class Work(int kind) : INoSerializationVerificationNeeded
    {
        private int _returned;
        private int _threw;

        public int Returned => Volatile.Read(ref _returned);

        public int Threw => Volatile.Read(ref _threw);

        public bool Throws => kind is 2 or 3;

        public bool StopsAfter => kind == 4;

        public async Task RunAsync()
        {
            if (kind is 1 or 3)
                await Task.Run(static () => { });
            if (Throws)
            {
                Interlocked.Increment(ref _threw);
                throw new InvalidOperationException("on purpose");
            }

            Interlocked.Increment(ref _returned);
        }
    }

    private sealed class Mixed : ReceiveActor
    {
        public Mixed() => ReceiveAsync<Work>(async work =>
        {
            await work.RunAsync();
            if (work.StopsAfter)
                Context.Stop(Self);
        });
    }
}
