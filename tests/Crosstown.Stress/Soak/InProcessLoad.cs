using Crosstown.Actors;
using Crosstown.Actors.Requests;
using Crosstown.Actors.Traffic;

namespace Crosstown.Stress.Soak;

/// <summary>Requests without a server: each is a gate, as the web layer has one, and ends as the dice say.</summary>
internal sealed class InProcessLoad(long seed, Mix mix)
{
    public const int Workers = 4;

    /// <summary>Past so many slots taken the workers wait, but for one request in <see cref="Pushy"/>: most are admitted, some are not.</summary>
    private const int Backlog = 2000;

    private const int Pushy = 20;
    private static readonly int[] Statuses = [200, 200, 200, 201, 302, 404, 500, 503];

    public Task RunAsync(SoakHost host, Func<long?> next) => Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
    {
        while (next() is { } number)
        {
            var dice = new Dice(seed, number);
            while (host.Ledger.SlotsTaken > Backlog && number % Pushy != 0)
                await Task.Delay(1);
            await RunAsync(host, dice);
        }
    })));

    private async Task RunAsync(SoakHost host, Dice dice)
    {
        var request = new Request(host.Parts);
        var origin = new Origin { Vetoed = dice.OneIn(50), ReleasedEarly = dice.OneIn(20), Status = Statuses[dice.Next(Statuses.Length)] };
        origin.Outcome = dice.OneIn(4) ? (ResponseOutcome)dice.Next(4) : ResponseOutcome.Completed;
        if (origin.Vetoed && !origin.ReleasedEarly)
            request.NoGo("vetoed");
        var receipts = await mix.DeferAsync(request, origin, dice);
        origin.IsOver = true;
        if (origin.ReleasedEarly)
            request.ReleaseEarly();
        request.End(origin);
        if (dice.OneIn(4) && receipts.Count > 0)
            receipts[dice.Next(receipts.Count)].Cancel();
        if (dice.OneIn(100))
            mix.DeferOne(host.OutsideRequest, Origin.None);
    }

    private sealed class Request(TrafficParts parts) : TrafficVerbs(parts)
    {
        private readonly TrafficEntrance _entrance = parts.OpenRequest();

        internal override TrafficEntrance Entrance => _entrance;

        public void ReleaseEarly() => _entrance.ReleaseAsDeferred(Snapshot(200, ResponseOutcome.Completed));

        public void End(Origin origin)
        {
            _entrance.Close();
            _entrance.Signal(Snapshot(origin.Status, origin.Outcome));
        }

        private static RequestSnapshot Snapshot(int status, ResponseOutcome outcome) => new()
        {
            Method = "GET",
            Path = "/soak",
            TraceIdentifier = "soak",
            StartedAt = DateTimeOffset.UnixEpoch,
            Response = new ResponseSnapshot(status, outcome, WireLevel.Sent),
        };
    }
}
