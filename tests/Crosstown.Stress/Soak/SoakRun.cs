using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using Crosstown.Actors;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Stress.Soak;

/// <summary>A million requests in every way they can end, and then the account: nothing lost, nothing run that must not, nothing left.</summary>
internal sealed class SoakRun
{
    private const int FullCount = 1_000_000;
    private const int LeastWarmUp = 5_000;
    private const int MostWarmUp = 30_000;

    /// <summary>One request in so many goes over a socket.</summary>
    private const int SocketShare = 5;

    private const double MemoryTolerance = 0.10;

    /// <summary>Bytes that the queues and dictionaries of so small a heap keep or not, as the fullest moment was: about one for each request of the full size.</summary>
    private const long MemoryNoise = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMilliseconds(50);

    private readonly Report _report = new();
    private readonly Book _book = new();
    private readonly SocketLoad _sockets;
    private readonly long _seed;
    private SoakHost _host = null!;
    private InProcessLoad _inProcess = null!;
    private long _next;

    private SoakRun(long seed) => (_seed, _sockets) = (seed, new SocketLoad(seed, _book));

    public static async Task<int> RunAsync(double scale, long? seed)
    {
        var chosen = seed ?? Random.Shared.Next();
        var count = Math.Max(1, (int)(FullCount * scale));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores, .NET {Environment.Version}, scale {scale}: {count} requests, one in {SocketShare} over a socket; seed {chosen}"));
        return await new SoakRun(chosen).RunAsync(count);
    }

    private async Task<int> RunAsync(int count)
    {
        var began = Stopwatch.GetTimestamp();
        await using (_host = await SoakHost.StartAsync(_sockets.Map))
        {
            var armed = _host.Clock.Armed;
            var sink = _host.System.ActorOf(Props.Create(static () => new Job.Sink()), "sink");
            var failures = _host.System.ActorOf(Props.Create(static () => new FailureCounter()), "failures");
            var mix = new Mix(_book, sink);
            (_sockets.Mix, _inProcess) = (mix, new InProcessLoad(_seed, mix));

            // Twice: what is made on first use, then what is made once there is a crowd.
            await LoadAsync(Math.Clamp(count / 20, LeastWarmUp, MostWarmUp));
            await LoadAsync(Math.Clamp(count / 20, LeastWarmUp, MostWarmUp));
            var warm = await MemoryAsync();
            var loaded = Stopwatch.GetTimestamp();
            await LoadAsync(count);
            var took = Stopwatch.GetElapsedTime(loaded);
            var end = await MemoryAsync();

            _report.Note("requests per second", count / took.TotalSeconds);
            _report.Note("milliseconds until the load began", Stopwatch.GetElapsedTime(began, loaded).TotalMilliseconds);
            await JudgeFatesAsync(sink, failures);
            await JudgeRemainsAsync(armed);
            _report.Note("memory after the warm-up, KB", warm / 1024);
            _report.Within("memory at the end, KB", end / 1024, 0, ((long)(warm * (1 + MemoryTolerance)) + MemoryNoise) / 1024);
            await _host.StopAsync().WaitAsync(Patience);
            _report.Equal("abandoned by the shutdown", _host.Ledger.Read().Abandoned, 0);
        }

        _report.Note("seconds", Stopwatch.GetElapsedTime(began).TotalSeconds);
        return _report.Print(_book);
    }

    private async Task LoadAsync(int count)
    {
        var first = _next;
        var last = first + count;
        var socketNext = new Counter(first, last, SocketShare);
        var otherNext = new Counter(first, last, 1);
        using var over = new CancellationTokenSource();
        var sweeping = SweepAsync(over.Token);
        var load = Task.WhenAll(_sockets.RunAsync(_host, () => socketNext.Next()), _inProcess.RunAsync(_host, () => otherNext.Next(SocketShare)));
        // Three times on the way; the last where the first half is well over.
        foreach (var quarter in (int[])[1, 2, 3])
        {
            while (otherNext.At < first + (count * (long)quarter / 4) && !load.IsCompleted)
                await Task.Delay(SweepEvery);
            await PoolRestart.RunAsync(_host);
        }

        await load;
        _next = last;
        await SettleAsync();
        await over.CancelAsync();
        await sweeping;
        _book.Sweep();
    }

    /// <summary>Everything has its fate, and what ran on beyond it has returned.</summary>
    private async Task SettleAsync()
    {
        var began = Stopwatch.GetTimestamp();
        while (_host.Ledger.Read().Outstanding > 0 || _host.Ledger.SlotsTaken > 0 || _host.Ledger.DetachedRuns > 0 || _host.Ledger.LaneDepths.Sum() > 0)
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
            {
                _book.Accuse($"after {Patience} of quiet: {_host.Ledger.Read()}, slots {_host.Ledger.SlotsTaken}, detached runs {_host.Ledger.DetachedRuns}, lanes {string.Join(", ", _host.Ledger.LaneDepths)}");
                return;
            }

            await Task.Delay(SweepEvery);
        }
    }

    private async Task SweepAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            _book.Sweep();
            await Task.Delay(SweepEvery, CancellationToken.None);
        }
    }

    private async Task JudgeFatesAsync(IActorRef sink, IActorRef failures)
    {
        var reading = _host.Ledger.Read();
        _report.Equal("deferred", reading.Deferred, _book.Deferred);
        _report.Equal("sum of the fates", reading.Ended, reading.Deferred);
        foreach (var fate in Enum.GetValues<Fate>())
        {
            _report.Equal($"  {fate}", reading[fate], _book[fate]);
            if (fate != Fate.Abandoned)
                _report.Within($"  {fate} happened", reading[fate], 1, long.MaxValue);
        }

        _report.Equal("told to an actor and arrived", await sink.Ask<long>("count", Patience), _book.Handed);
        _report.Equal("failures published", await failures.Ask<long>("count", Patience), reading.Failed);
        _report.Equal("failures logged", _host.Log.Count(EventIds.DeferralFailed), reading.Failed);
        _report.Note("code begun", _book.Started);
        _report.Note("returned after its fate", _book.ReturnedLate);
        _report.Note("scopes made", SoakScope.Made);
        _report.Note("timers made", _host.Clock.Made);
        var (answered, broken, left) = _sockets.Counts;
        _report.Note("socket: answered whole", answered);
        _report.Note("socket: cut short by the server", broken);
        _report.Note("socket: left by the client", left);
        _report.Equal("unexpected answers", _sockets.Unexpected, 0);
    }

    private async Task JudgeRemainsAsync(int armed)
    {
        _report.Equal("outstanding", _host.Ledger.Read().Outstanding, 0);
        _report.Equal("receipts without a fate", _book.Open, 0);
        _report.Equal("slots taken", _host.Ledger.SlotsTaken, 0);
        _report.Equal("slots of pools taken", _host.Directory.All.Sum(static pool => pool.Slots?.Taken ?? 0), 0);
        _report.Equal("open requests", _host.Ledger.OpenRequests, 0);
        _report.Equal("detached runs", _host.Ledger.DetachedRuns, 0);
        _report.Equal("in the lanes", _host.Ledger.LaneDepths.Sum(), 0);
        _report.Equal("scopes left", SoakScope.Living, 0);
        _report.Equal("timers left", _host.Clock.Armed, armed);
        var living = await Census.TakeAsync(_host.System);
        _report.Equal("actors left", living.Count, Census.AtRest);
        if (living.Count != Census.AtRest)
            _book.Accuse($"living: {string.Join(' ', living.Order(StringComparer.Ordinal))}");
    }

    /// <summary>After every routee has been replaced: an empty mailbox keeps what its fullest moment took, and that moment is chance.</summary>
    private async Task<long> MemoryAsync()
    {
        await PoolRestart.RunAsync(_host);
        await PoolRestart.RunAsync(_host);
        await SettleAsync();
        var least = long.MaxValue;
        for (var i = 0; i < 4; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            least = Math.Min(least, GC.GetTotalMemory(forceFullCollection: true));
        }

        return least;
    }

    /// <summary>Numbers to be handed out: every so manieth, or all others.</summary>
    private sealed class Counter(long first, long last, int step)
    {
        private long _at = first - step;

        public long At => Interlocked.Read(ref _at);

        public long? Next()
        {
            var number = Interlocked.Add(ref _at, step);
            return number < last ? number : null;
        }

        /// <summary>The next that is not one of every <paramref name="except"/>th from the first.</summary>
        public long? Next(int except)
        {
            var number = Next();
            while (number is { } taken && (taken - first) % except == 0)
                number = Next();
            return number;
        }
    }

    private sealed class FailureCounter : ReceiveActor
    {
        private long _count;

        public FailureCounter()
        {
            Receive<DeferralFailed>(_ => _count++);
            Receive<string>(_ => Sender.Tell(_count));
        }

        protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(DeferralFailed));
    }
}
