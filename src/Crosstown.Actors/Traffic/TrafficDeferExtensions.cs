using System.Runtime.CompilerServices;

namespace Crosstown.Actors;

/// <summary>The overloads of <c>Defer</c> whose options stand before the delegate, so that the reader meets them first. Each does and throws the same as its twin of <see cref="ITraffic"/>.</summary>
public static class TrafficDeferExtensions
{
    /// <inheritdoc cref="ITraffic.Defer(Action, DeferralOptions?)"/>
    public static Deferral Defer(this ITraffic traffic, DeferralOptions options, Action work) => NotNull(traffic).Defer(work, options);

    /// <inheritdoc cref="ITraffic.Defer(Func{Task}, DeferralOptions?)"/>
    [OverloadResolutionPriority(3)]
    public static Deferral Defer(this ITraffic traffic, DeferralOptions options, Func<Task> work) => NotNull(traffic).Defer(work, options);

    /// <inheritdoc cref="ITraffic.Defer(Func{Task}, DeferralOptions?)"/>
    [OverloadResolutionPriority(2)]
    public static Deferral Defer(this ITraffic traffic, DeferralOptions options, Func<ValueTask> work) => NotNull(traffic).Defer(work, options);

    /// <inheritdoc cref="ITraffic.Defer(Func{Task}, DeferralOptions?)"/>
    [OverloadResolutionPriority(1)]
    public static Deferral Defer<TResult>(this ITraffic traffic, DeferralOptions options, Func<ValueTask<TResult>> work) => NotNull(traffic).Defer(work, options);

    /// <inheritdoc cref="ITraffic.Defer(Func{CancellationToken, Task}, DeferralOptions?)"/>
    [OverloadResolutionPriority(3)]
    public static Deferral Defer(this ITraffic traffic, DeferralOptions options, Func<CancellationToken, Task> work) => NotNull(traffic).Defer(work, options);

    /// <inheritdoc cref="ITraffic.Defer(Func{CancellationToken, Task}, DeferralOptions?)"/>
    [OverloadResolutionPriority(2)]
    public static Deferral Defer(this ITraffic traffic, DeferralOptions options, Func<CancellationToken, ValueTask> work) => NotNull(traffic).Defer(work, options);

    /// <inheritdoc cref="ITraffic.Defer{TService}(Func{TService, CancellationToken, Task}, DeferralOptions?)"/>
    [OverloadResolutionPriority(3)]
    public static Deferral Defer<TService>(this ITraffic traffic, DeferralOptions options, Func<TService, CancellationToken, Task> work)
        where TService : notnull => NotNull(traffic).Defer(work, options);

    /// <inheritdoc cref="ITraffic.Defer{TService}(Func{TService, CancellationToken, Task}, DeferralOptions?)"/>
    [OverloadResolutionPriority(2)]
    public static Deferral Defer<TService>(this ITraffic traffic, DeferralOptions options, Func<TService, CancellationToken, ValueTask> work)
        where TService : notnull => NotNull(traffic).Defer(work, options);

    private static ITraffic NotNull(ITraffic traffic)
    {
        ArgumentNullException.ThrowIfNull(traffic);
        return traffic;
    }
}
