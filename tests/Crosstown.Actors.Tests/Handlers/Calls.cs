using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Handlers;

/// <summary>Static methods that the generator makes deferrable.</summary>
internal static partial class Calls
{
    [CrosstownTraffic(NoGo = ["5xx", "400-405", 302], Pool = "calls")]
    public static Task PlaceCall(string number, IDialer dialer, CancellationToken ct) => dialer.DialAsync(number, ct);

    [CrosstownTraffic(Key = "call-{number}-{{{at}}}", KeyPolicy = KeyPolicy.LastWins)]
    public static Task PlaceOnce(string number, DateOnly at, string text, IDialer dialer, CancellationToken ct) => dialer.DialAsync($"{number} {text} {at.Year}", ct);

    [CrosstownTraffic(Partition = "order-{order}", UniqueFor = "{order}/{step}", StartWithin = "1h", Attempts = 3, Backoff = "2s", MaxBackoff = "3s", Delay = "4s")]
    public static Task Ship(int order, string step, IDialer dialer, CancellationToken ct) => dialer.DialAsync($"{order} {step}", ct);

    [CrosstownTraffic]
    public static ValueTask Shapes<T>(
        T item, [FromServices] Dialer dialer, [FromKeyedServices("second")] IDialer keyed, IFormatProvider? missing, IServiceProvider services, TrafficContext context, ITraffic traffic,
        CancellationToken token, int times = 2, params string[] tags)
        where T : class
    {
        Assert.Null(missing);
        Assert.Same(services, context.Services);
        Assert.Same(traffic, context.Traffic);
        Assert.Same(dialer, services.GetRequiredService<Dialer>());
        Assert.NotSame(dialer, keyed);
        return new(keyed.DialAsync($"{item} {times} {string.Join('+', tags)}", token));
    }

    [CrosstownTraffic]
    [SuppressMessage("Design", "CA1031", Justification = "It fails on purpose.")]
    public static void Fail(string why) => throw new InvalidOperationException(why);

    [CrosstownTraffic(WithoutRequest = WithoutRequest.RunNow)]
    public static void Hurry(int number, List<int> threads, IDialer dialer, TrafficContext context)
    {
        Assert.Same(context.Services.GetRequiredService<IDialer>(), dialer);
        if (number < 0)
            throw new InvalidOperationException("too late");
        threads.Add(Environment.CurrentManagedThreadId);
    }

    [CrosstownTraffic(WithoutRequest = WithoutRequest.RunNow)]
    public static Task HurryAsync(int number, IDialer dialer) => dialer.DialAsync($"{number}", CancellationToken.None);

    /// <summary>Defers the next call from within a deferred one.</summary>
    [CrosstownTraffic]
    public static void Chain(int left, IDialer dialer)
    {
        _ = dialer.DialAsync($"chain {left}", new CancellationTokenSource().Token);
        if (left > 0)
            Chain(left - 1);
    }
}
