using Akka.Actor;
using Crosstown.Actors;

namespace Crosstown.Stress.Soak;

/// <summary>Makes deferrals of every kind, and enters each into the book.</summary>
internal sealed class Mix(Book book, IActorRef sink)
{
    private const int MostNested = 4;
    private static readonly TimeSpan ShortTimeout = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Longer than the soak's abandon-after: such code becomes a stray.</summary>
    private static readonly TimeSpan Stubborn = TimeSpan.FromMilliseconds(250);

    public async Task<List<Deferral>> DeferAsync(ITraffic traffic, Origin origin, Dice dice, CancellationToken aborted = default)
    {
        var receipts = new List<Deferral>();
        // Most defer a few, every eighth nothing, now and then one many.
        for (var left = dice.OneIn(500) ? 100 : dice.OneIn(8) ? 0 : 1 + dice.Next(5); left > 0; left--)
        {
            var cancels = dice.OneIn(16);
            var receipt = dice.OneIn(25) ? await TellAsync(traffic, origin, dice, aborted) : Defer(traffic, origin, dice);
            if (receipt is null)
                continue;
            receipts.Add(receipt);
            if (cancels)
                receipt.Cancel();
        }

        return receipts;
    }

    /// <summary>One plain deferral under the configured rules.</summary>
    public Deferral? DeferOne(ITraffic traffic, Origin origin) =>
        Enter(new Piece(book, origin, Rules.Configured), piece => traffic.Tell(new Job(piece, JobKind.Returns)));

    private Deferral? Defer(ITraffic traffic, Origin origin, Dice dice)
    {
        var rules = (Rules)dice.Next(3);
        var options = Options(dice, rules);
        var piece = new Piece(book, origin, rules);
        return dice.Next(12) switch
        {
            0 => Enter(piece, p => traffic.Defer(() => p.Run(static () => throw new SoakException()), options)),
            1 => Enter(piece, p => traffic.Defer(() => p.RunAsync(Work.YieldAsync), options)),
            2 => Enter(piece, p => traffic.Defer(() => p.RunAsync(Work.ThrowLateAsync), options)),
            3 => Enter(piece, p => traffic.Tell(new Job(p, (JobKind)dice.Next(4)), options)),
            4 => Enter(piece, p => traffic.TryTell(new Job(p, JobKind.Returns), out var receipt, options) ? receipt : null),
            5 => Enter(piece, p => traffic.Tell(new Job(p, (JobKind)dice.Next(4)), options with { Pool = Pools.Actors, SameThread = false })),
            6 => Enter(new Piece(book, origin, rules) { IsToldTo = true }, p => traffic.TellTo(sink, new Job(p, JobKind.Returns), options)),
            7 => Enter(piece, p => Nest(traffic, p, dice, options)),
            8 => Enter(piece, p => traffic.Defer<SoakScope>((_, _) => p.RunAsync(Work.YieldAsync), options)),
            9 when dice.OneIn(10) => Enter(piece, p => Hang(traffic, p, dice, options)),
            _ => Enter(piece, p => traffic.Defer(() => p.Run(), options)),
        };
    }

    private async Task<Deferral?> TellAsync(ITraffic traffic, Origin origin, Dice dice, CancellationToken aborted)
    {
        var rules = (Rules)dice.Next(3);
        var piece = new Piece(book, origin, rules);
        book.Deferring();
        try
        {
            var receipt = await traffic.TellAsync(new Job(piece, JobKind.Yields), Options(dice, rules), aborted);
            book.Admitted(piece, receipt);
            return receipt;
        }
        catch (OperationCanceledException)
        {
            book.NotDeferred();
        }
        catch (Exception e) when (e is TrafficFullException or TrafficClosedException)
        {
            book.Refused(piece);
        }

        return null;
    }

    private Deferral? Enter(Piece piece, Func<Piece, Deferral?> defer)
    {
        book.Deferring();
        try
        {
            if (defer(piece) is { } receipt)
            {
                book.Admitted(piece, receipt);
                return receipt;
            }
        }
        catch (Exception e) when (e is TrafficFullException or TrafficClosedException)
        {
        }

        book.Refused(piece);
        return null;
    }

    /// <summary>Work that defers more, some of it deeper than may be.</summary>
    private Deferral Nest(ITraffic traffic, Piece piece, Dice dice, DeferralOptions options)
    {
        var (width, depth) = (1 + dice.Next(2), dice.Next(MostNested));
        return traffic.Defer<TrafficContext>((context, _) => piece.RunAsync(() => NestAsync(context, width, depth)), options);
    }

    private async Task NestAsync(TrafficContext context, int width, int depth)
    {
        if (width > 1)
            await Task.Yield();
        for (var i = 0; i < width; i++)
        {
            Enter(new Piece(book, Origin.None, Rules.Always), piece => depth > 0
                ? context.Traffic.Defer<TrafficContext>((inner, _) => piece.RunAsync(() => NestAsync(inner, 1, depth - 1)))
                : context.Traffic.Defer(() => piece.Run()));
        }
    }

    /// <summary>Ends by its token: on timeout, or because its receipt is cancelled; or does not heed it.</summary>
    private static Deferral Hang(ITraffic traffic, Piece piece, Dice dice, DeferralOptions options)
    {
        if (dice.OneIn(100))
            return traffic.Defer(_ => piece.RunAsync(static () => Task.Delay(Stubborn, CancellationToken.None)), options with { Timeout = ShortTimeout, SameThread = false });
        var timed = options with { Timeout = ShortTimeout };
        var token = (CancellationToken ct) => piece.RunAsync(() => Task.Delay(Timeout.Infinite, ct));
        if (dice.OneIn(2))
            return traffic.Defer(token, timed);
        var receipt = traffic.Defer(token, timed with { Timeout = LongTimeout });
        // Before it runs, or while: from a thread of its own, as late as that comes.
        ThreadPool.QueueUserWorkItem(static waiting => waiting.Cancel(), receipt, preferLocal: false);
        return receipt;
    }

    private static DeferralOptions Options(Dice dice, Rules rules)
    {
        var sameThread = dice.OneIn(6);
        return new()
        {
            Pool = !sameThread && dice.Next(3) == 0 ? Pools.Calls : null,
            SameThread = sameThread ? true : null,
            Sequential = dice.OneIn(12) ? true : null,
            StopOnFailure = dice.OneIn(2) ? true : null,
            Key = dice.OneIn(12) ? "key" : null,
            KeyPolicy = (KeyPolicy)dice.Next(2),
            Timeout = dice.OneIn(10) ? LongTimeout : null,
            When = dice.Next(40) switch
            {
                0 => static _ => false,
                1 => static _ => true,
                2 => static _ => throw new SoakException(),
                _ => null,
            },
            NoGo = rules switch
            {
                Rules.ServerErrorsAndAborts => "5xx, aborted",
                Rules.Always => [],
                _ => null,
            },
        };
    }
}
