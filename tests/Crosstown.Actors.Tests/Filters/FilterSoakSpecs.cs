using Akka.Actor;
using Akka.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Filters;

/// <summary>docs/failures.md and docs/design.md §2.4: filters and failure handlers of all kinds under load, with pools that lose their routees midway.</summary>
public sealed class FilterSoakSpecs
{
    private const string Pools = """
        crosstown.admission.capacity = 500
        crosstown.deferral { abandon-after = 1s, timeout = 5s }
        crosstown.same-thread.lanes = 2
        crosstown.pools { mail { } }
        akka.actor.deployment {
          /crosstown/pools/calls { router = round-robin-pool, nr-of-instances = 3 }
          /crosstown/pools/mail { nr-of-instances = 3 }
        }
        """;

    [Fact]
    public async Task Every_deferral_has_one_fate_and_every_failure_is_handled_once()
    {
        var (scopes, handled) = (0, 0);
        await using var host = new TrafficHost(Pools, services => services
            .AddScoped(_ => new Scope(() => Interlocked.Increment(ref scopes), () => Interlocked.Decrement(ref scopes)))
            .AddTrafficFilter<Erratic>().AddTrafficFilter<Leaving>(pools: ["calls", "same-thread"])
            .AddTrafficPool("calls", _ => Props.Create(() => new Caller()))
            .AddSingleton(new Failures.FuncFailureHandler(async (_, ct) =>
            {
                Interlocked.Increment(ref handled);
                if (Random.Shared.Next(4) == 0)
                    throw new InvalidOperationException("on purpose");
                await Task.Yield();
            }))
            .AddTrafficFailureHandler<Failures.FuncFailureHandler>());
        host.Logs.Keep = false;
        var done = 0;
        await Stress.OnThreadsAsync(3, thread =>
        {
            if (thread == 2)
            {
                for (var turn = 0; Volatile.Read(ref done) < 2; turn++)
                {
                    host.Clock.Advance(TimeSpan.FromMilliseconds(100));
                    if (turn % 50 == 49)
                    {
                        host.Pool("calls").Router.Tell(new AdjustPoolSize(3));
                        host.Pool("calls").Router.Tell(new AdjustPoolSize(-3));
                    }

                    Thread.Yield();
                }

                return;
            }

            var random = new Random(thread);
            for (var i = 0; i < Stress.Scaled(500); i++)
            {
                var request = host.Request(new() { Sequential = random.Next(3) == 0 });
                for (var d = 0; d < 4; d++)
                    Defer(request, random);
                request.End();
            }

            Interlocked.Increment(ref done);
        });

        while (host.Ledger.Read().Outstanding > 0 || host.Ledger.SlotsTaken > 0)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var reading = await host.SettledAsync();
        Assert.Equal(reading.Failed + reading.Abandoned, handled);
        Assert.True(reading is { Ran: > 0, Failed: > 0, Cancelled: > 0 });
        await Eventually.TrueAsync(() => Volatile.Read(ref scopes) == 0, "every scope is disposed of");
        Assert.Equal(0, host.Ledger.DetachedRuns);
    }

    private static void Defer(FakeRequest request, Random random)
    {
        try
        {
            var deferral = random.Next(4) switch
            {
                0 => request.Tell("message", new() { Pool = "calls" }),
                1 => request.Defer(() => { }, new() { SameThread = true }),
                2 => request.Defer(async ct => await Task.Delay(1, ct), new() { Pool = "mail" }),
                _ => request.Defer<Scope>(_ => { }),
            };
            if (random.Next(8) == 0)
                deferral.Cancel();
        }
        catch (TrafficFullException)
        {
        }
    }

    private sealed class Caller : ReceiveActor
    {
        public Caller() => Receive<string>(_ =>
        {
            if (Random.Shared.Next(4) == 0)
                throw new InvalidOperationException("on purpose");
        });
    }

    /// <summary>Does what a filter should not, now and then.</summary>
    private sealed class Erratic(Scope scope) : ITrafficFilter
    {
        public async Task InvokeAsync(TrafficContext context, TrafficFilterDelegate next, CancellationToken cancellationToken)
        {
            ObjectDisposedException.ThrowIf(scope.IsOver, this);
            switch (Random.Shared.Next(10))
            {
                case 0:
                    return;
                case 1:
                    throw new InvalidOperationException("on purpose");
                case 2:
                    _ = next(context, cancellationToken);
                    return;
                case 3:
                    _ = next(context, cancellationToken);
                    throw new InvalidOperationException("on purpose");
                case 4:
                    await next(context, cancellationToken);
                    await next(context, cancellationToken);
                    return;
                case 5:
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                    return;
                default:
                    await next(context, cancellationToken);
                    return;
            }
        }
    }

    private sealed class Leaving : ITrafficFilter
    {
        public async Task InvokeAsync(TrafficContext context, TrafficFilterDelegate next, CancellationToken cancellationToken)
        {
            await Task.Yield();
            await Task.Delay(1, cancellationToken).ConfigureAwait(false);
            await next(context, cancellationToken).ConfigureAwait(false);
        }
    }

    private sealed class Scope : IDisposable
    {
        private readonly Action _end;

        public Scope(Action begin, Action end)
        {
            begin();
            _end = end;
        }

        public bool IsOver { get; private set; }

        public void Dispose()
        {
            IsOver = true;
            _end();
        }
    }
}
