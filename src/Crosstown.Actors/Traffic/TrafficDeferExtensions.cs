using System.Runtime.CompilerServices;

namespace Crosstown.Actors;

/// <summary>The overloads of <c>Defer</c> whose options stand before the delegate, so that the reader meets them first. Each does and throws the same as its twin of <see cref="ITraffic"/>.</summary>
public static class TrafficDeferExtensions
{
    /// <inheritdoc cref="ITraffic.Defer(Action, DeferralOptions?, string?, int)"/>
    public static Deferral Defer(this ITraffic traffic, DeferralOptions options, Action work,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        NotNull(traffic).Defer(work, options, callerFilePath, callerLineNumber);

    /// <inheritdoc cref="ITraffic.Defer(Func{Task}, DeferralOptions?, string?, int)"/>
    [OverloadResolutionPriority(3)]
    public static Deferral Defer(this ITraffic traffic, DeferralOptions options, Func<Task> work,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        NotNull(traffic).Defer(work, options, callerFilePath, callerLineNumber);

    /// <inheritdoc cref="ITraffic.Defer(Func{ValueTask}, DeferralOptions?, string?, int)"/>
    [OverloadResolutionPriority(2)]
    public static Deferral Defer(this ITraffic traffic, DeferralOptions options, Func<ValueTask> work,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        NotNull(traffic).Defer(work, options, callerFilePath, callerLineNumber);

    /// <inheritdoc cref="ITraffic.Defer{TResult}(Func{ValueTask{TResult}}, DeferralOptions?, string?, int)"/>
    [OverloadResolutionPriority(1)]
    public static Deferral Defer<TResult>(this ITraffic traffic, DeferralOptions options, Func<ValueTask<TResult>> work,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        NotNull(traffic).Defer(work, options, callerFilePath, callerLineNumber);

    /// <inheritdoc cref="ITraffic.Defer(Func{CancellationToken, Task}, DeferralOptions?, string?, int)"/>
    [OverloadResolutionPriority(3)]
    public static Deferral Defer(this ITraffic traffic, DeferralOptions options, Func<CancellationToken, Task> work,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        NotNull(traffic).Defer(work, options, callerFilePath, callerLineNumber);

    /// <inheritdoc cref="ITraffic.Defer(Func{CancellationToken, ValueTask}, DeferralOptions?, string?, int)"/>
    [OverloadResolutionPriority(2)]
    public static Deferral Defer(this ITraffic traffic, DeferralOptions options, Func<CancellationToken, ValueTask> work,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        NotNull(traffic).Defer(work, options, callerFilePath, callerLineNumber);

    /// <inheritdoc cref="ITraffic.Defer{TResult}(Func{CancellationToken, ValueTask{TResult}}, DeferralOptions?, string?, int)"/>
    [OverloadResolutionPriority(1)]
    public static Deferral Defer<TResult>(this ITraffic traffic, DeferralOptions options, Func<CancellationToken, ValueTask<TResult>> work,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        NotNull(traffic).Defer(work, options, callerFilePath, callerLineNumber);

    /// <inheritdoc cref="ITraffic.Defer{TService}(Func{TService, CancellationToken, Task}, DeferralOptions?, string?, int)"/>
    [OverloadResolutionPriority(3)]
    public static Deferral Defer<TService>(this ITraffic traffic, DeferralOptions options, Func<TService, CancellationToken, Task> work,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        NotNull(traffic).Defer(work, options, callerFilePath, callerLineNumber);

    /// <inheritdoc cref="ITraffic.Defer{TService}(Func{TService, CancellationToken, ValueTask}, DeferralOptions?, string?, int)"/>
    [OverloadResolutionPriority(2)]
    public static Deferral Defer<TService>(this ITraffic traffic, DeferralOptions options, Func<TService, CancellationToken, ValueTask> work,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        NotNull(traffic).Defer(work, options, callerFilePath, callerLineNumber);

    /// <inheritdoc cref="ITraffic.Defer{T1, T2}(Func{T1, T2, CancellationToken, Task}, DeferralOptions?, string?, int)"/>
    public static Deferral Defer<T1, T2>(this ITraffic traffic, DeferralOptions options, Func<T1, T2, CancellationToken, Task> work,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where T1 : class
        where T2 : class =>
        NotNull(traffic).Defer(work, options, callerFilePath, callerLineNumber);

    /// <inheritdoc cref="ITraffic.Defer{T1, T2, T3}(Func{T1, T2, T3, CancellationToken, Task}, DeferralOptions?, string?, int)"/>
    public static Deferral Defer<T1, T2, T3>(this ITraffic traffic, DeferralOptions options, Func<T1, T2, T3, CancellationToken, Task> work,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where T1 : class
        where T2 : class
        where T3 : class =>
        NotNull(traffic).Defer(work, options, callerFilePath, callerLineNumber);

    /// <inheritdoc cref="ITraffic.Defer{TService}(Action{TService}, DeferralOptions?, string?, int)"/>
    public static Deferral Defer<TService>(this ITraffic traffic, DeferralOptions options, Action<TService> work,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        NotNull(traffic).Defer(work, options, callerFilePath, callerLineNumber);

    /// <inheritdoc cref="ITraffic.Defer{TService}(Func{TService, object?}, DeferralOptions?, string?, int)"/>
    [OverloadResolutionPriority(1)]
    public static Deferral Defer<TService>(this ITraffic traffic, DeferralOptions options, Func<TService, object?> work,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        NotNull(traffic).Defer(work, options, callerFilePath, callerLineNumber);

    /// <inheritdoc cref="ITraffic.Defer{TService}(Func{TService, Task}, DeferralOptions?, string?, int)"/>
    [OverloadResolutionPriority(3)]
    public static Deferral Defer<TService>(this ITraffic traffic, DeferralOptions options, Func<TService, Task> work,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        NotNull(traffic).Defer(work, options, callerFilePath, callerLineNumber);

    /// <inheritdoc cref="ITraffic.Defer{TService}(Func{TService, ValueTask}, DeferralOptions?, string?, int)"/>
    [OverloadResolutionPriority(2)]
    public static Deferral Defer<TService>(this ITraffic traffic, DeferralOptions options, Func<TService, ValueTask> work,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        NotNull(traffic).Defer(work, options, callerFilePath, callerLineNumber);

    private static ITraffic NotNull(ITraffic traffic)
    {
        ArgumentNullException.ThrowIfNull(traffic);
        return traffic;
    }
}
