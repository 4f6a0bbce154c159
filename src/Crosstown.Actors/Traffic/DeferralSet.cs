using System.Runtime.CompilerServices;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Traffic;

namespace Crosstown.Actors;

/// <summary>
/// A set of deferrals (<see cref="ITraffic.WhenAll"/>) after which another one runs. Each <c>Then</c> defers one: it is admitted at the call, with a slot and options of its own; it is judged by the
/// response as any other; and it is released when all of the set have their fates. Until then it occupies neither routee nor thread. Thread-safe.
/// </summary>
/// <remarks>
/// A no-go, a cancellation or a veto ends it at once. <see cref="DeferralOptions.Delay"/> and <see cref="DeferralOptions.StartWithin"/> count from the last fate of the set. In sequential traffic the
/// deferrals behind it wait for it; other traffic, also same-thread traffic, passes it while it waits.
/// </remarks>
public sealed class DeferralSet
{
    private readonly ISetTraffic _traffic;
    private readonly IReadOnlyList<Deferral> _set;

    internal DeferralSet(ISetTraffic traffic, IEnumerable<Deferral> deferrals)
    {
        ArgumentNullException.ThrowIfNull(deferrals);
        _traffic = traffic;
        _set = Array.AsReadOnly([.. deferrals]);
        if (_set.Contains(null!))
            throw new ArgumentException("The set of WhenAll has a null in it. Leave out what TryTell has not admitted.", nameof(deferrals));
    }

    /// <summary>Defers a message to its handler, which finds the set in <see cref="TrafficContext.Awaited"/>.</summary>
    /// <inheritdoc cref="ITraffic.Tell" path="/exception"/>
    public Deferral ThenTell(object message, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        _traffic.Tell(message, _set, options, new(callerFilePath, callerLineNumber));

    /// <summary>Defers a synchronous delegate, which is given the receipts of the set: their fates, exceptions and attempts.</summary>
    /// <inheritdoc cref="Then(Func{IReadOnlyList{Deferral}, CancellationToken, Task}, DeferralOptions?, string?, int)" path="/exception"/>
    public Deferral Then(Action<IReadOnlyList<Deferral>> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        Defer(new SetWork<Action<IReadOnlyList<Deferral>>>(_set, NotNull(work), static (work, set, run) => CallOf(() => work(set)), isSynchronous: true), options, new(callerFilePath, callerLineNumber));

    /// <summary>Defers an asynchronous delegate, which is given the receipts of the set.</summary>
    /// <inheritdoc cref="Then(Func{IReadOnlyList{Deferral}, CancellationToken, Task}, DeferralOptions?, string?, int)" path="/exception"/>
    [OverloadResolutionPriority(3)]
    public Deferral Then(Func<IReadOnlyList<Deferral>, Task> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        Defer(new SetWork<Func<IReadOnlyList<Deferral>, Task>>(_set, NotNull(work), static (work, set, run) => work(set)), options, new(callerFilePath, callerLineNumber));

    /// <inheritdoc cref="Then(Func{IReadOnlyList{Deferral}, Task}, DeferralOptions?, string?, int)"/>
    [OverloadResolutionPriority(2)]
    public Deferral Then(Func<IReadOnlyList<Deferral>, ValueTask> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        Defer(new SetWork<Func<IReadOnlyList<Deferral>, ValueTask>>(_set, NotNull(work), static (work, set, run) => work(set).AsTask()), options, new(callerFilePath, callerLineNumber));

    /// <inheritdoc cref="Then(Func{IReadOnlyList{Deferral}, Task}, DeferralOptions?, string?, int)"/>
    [OverloadResolutionPriority(1)]
    public Deferral Then<TResult>(Func<IReadOnlyList<Deferral>, ValueTask<TResult>> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        Defer(new SetWork<Func<IReadOnlyList<Deferral>, ValueTask<TResult>>>(_set, NotNull(work), static (work, set, run) => work(set).AsTask()), options, new(callerFilePath, callerLineNumber));

    /// <summary>Defers an asynchronous delegate, which is given the receipts of the set and a token, as that of <see cref="ITraffic.Defer(Func{CancellationToken, Task}, DeferralOptions?, string?, int)"/>.</summary>
    /// <inheritdoc cref="ITraffic.Defer(Func{CancellationToken, Task}, DeferralOptions?, string?, int)" path="/exception"/>
    /// <exception cref="ArgumentException">The set has a deferral of another request, of another running deferral or of another host.</exception>
    [OverloadResolutionPriority(3)]
    public Deferral Then(Func<IReadOnlyList<Deferral>, CancellationToken, Task> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        Defer(new SetWork<Func<IReadOnlyList<Deferral>, CancellationToken, Task>>(_set, NotNull(work), static (work, set, run) => work(set, run!.Token)), options, new(callerFilePath, callerLineNumber));

    /// <inheritdoc cref="Then(Func{IReadOnlyList{Deferral}, CancellationToken, Task}, DeferralOptions?, string?, int)"/>
    [OverloadResolutionPriority(2)]
    public Deferral Then(Func<IReadOnlyList<Deferral>, CancellationToken, ValueTask> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        Defer(new SetWork<Func<IReadOnlyList<Deferral>, CancellationToken, ValueTask>>(_set, NotNull(work), static (work, set, run) => work(set, run!.Token).AsTask()), options, new(callerFilePath, callerLineNumber));

    /// <inheritdoc cref="Then(Func{IReadOnlyList{Deferral}, CancellationToken, Task}, DeferralOptions?, string?, int)"/>
    [OverloadResolutionPriority(1)]
    public Deferral Then<TResult>(Func<IReadOnlyList<Deferral>, CancellationToken, ValueTask<TResult>> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        Defer(new SetWork<Func<IReadOnlyList<Deferral>, CancellationToken, ValueTask<TResult>>>(_set, NotNull(work), static (work, set, run) => work(set, run!.Token).AsTask()), options, new(callerFilePath, callerLineNumber));

    /// <summary>Defers an asynchronous delegate, which is given the receipts of the set, a service from the deferral's own DI scope, and a token. <typeparamref name="TService"/> may be <see cref="TrafficContext"/>.</summary>
    /// <inheritdoc cref="Then(Func{IReadOnlyList{Deferral}, CancellationToken, Task}, DeferralOptions?, string?, int)" path="/exception"/>
    [OverloadResolutionPriority(3)]
    public Deferral Then<TService>(Func<IReadOnlyList<Deferral>, TService, CancellationToken, Task> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        Defer(new SetWork<Func<IReadOnlyList<Deferral>, TService, CancellationToken, Task>>(_set, NotNull(work), static (work, set, run) => work(set, run!.Resolve<TService>(), run.Token), hasServices: true), options, new(callerFilePath, callerLineNumber));

    /// <inheritdoc cref="Then{TService}(Func{IReadOnlyList{Deferral}, TService, CancellationToken, Task}, DeferralOptions?, string?, int)"/>
    [OverloadResolutionPriority(2)]
    public Deferral Then<TService>(Func<IReadOnlyList<Deferral>, TService, CancellationToken, ValueTask> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        Defer(new SetWork<Func<IReadOnlyList<Deferral>, TService, CancellationToken, ValueTask>>(_set, NotNull(work), static (work, set, run) => work(set, run!.Resolve<TService>(), run.Token).AsTask(), hasServices: true), options, new(callerFilePath, callerLineNumber));

    /// <summary>As the overload with one service, for two of them. More come from <see cref="TrafficContext.Services"/>.</summary>
    /// <inheritdoc cref="Then(Func{IReadOnlyList{Deferral}, CancellationToken, Task}, DeferralOptions?, string?, int)" path="/exception"/>
    public Deferral Then<T1, T2>(Func<IReadOnlyList<Deferral>, T1, T2, CancellationToken, Task> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where T1 : class
        where T2 : class =>
        Defer(new SetWork<Func<IReadOnlyList<Deferral>, T1, T2, CancellationToken, Task>>(_set, NotNull(work), static (work, set, run) => work(set, run!.Resolve<T1>(), run.Resolve<T2>(), run.Token), hasServices: true), options, new(callerFilePath, callerLineNumber));

    /// <summary>Defers an asynchronous delegate, which is given the receipts of the set, a service from the deferral's own DI scope, and no token.</summary>
    /// <inheritdoc cref="Then(Func{IReadOnlyList{Deferral}, CancellationToken, Task}, DeferralOptions?, string?, int)" path="/exception"/>
    [OverloadResolutionPriority(3)]
    public Deferral Then<TService>(Func<IReadOnlyList<Deferral>, TService, Task> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        Defer(new SetWork<Func<IReadOnlyList<Deferral>, TService, Task>>(_set, NotNull(work), static (work, set, run) => work(set, run!.Resolve<TService>()), hasServices: true), options, new(callerFilePath, callerLineNumber));

    /// <inheritdoc cref="Then{TService}(Func{IReadOnlyList{Deferral}, TService, Task}, DeferralOptions?, string?, int)"/>
    [OverloadResolutionPriority(2)]
    public Deferral Then<TService>(Func<IReadOnlyList<Deferral>, TService, ValueTask> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        Defer(new SetWork<Func<IReadOnlyList<Deferral>, TService, ValueTask>>(_set, NotNull(work), static (work, set, run) => work(set, run!.Resolve<TService>()).AsTask(), hasServices: true), options, new(callerFilePath, callerLineNumber));

    /// <summary>Defers a synchronous call of a service from the deferral's own DI scope.</summary>
    /// <inheritdoc cref="Then(Func{IReadOnlyList{Deferral}, CancellationToken, Task}, DeferralOptions?, string?, int)" path="/exception"/>
    public Deferral Then<TService>(Action<IReadOnlyList<Deferral>, TService> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        Defer(new SetWork<Action<IReadOnlyList<Deferral>, TService>>(_set, NotNull(work), static (work, set, run) => CallOf(() => work(set, run!.Resolve<TService>())), isSynchronous: true, hasServices: true), options, new(callerFilePath, callerLineNumber));

    /// <summary>As the overload with an <see cref="Action{T1, T2}"/>, for a call that returns something. A task is awaited, so that none is lost; any other result is not used.</summary>
    /// <inheritdoc cref="Then(Func{IReadOnlyList{Deferral}, CancellationToken, Task}, DeferralOptions?, string?, int)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public Deferral Then<TService>(Func<IReadOnlyList<Deferral>, TService, object?> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        Defer(new SetWork<Func<IReadOnlyList<Deferral>, TService, object?>>(_set, NotNull(work), static (work, set, run) => CallResult.ToTask(work(set, run!.Resolve<TService>())), hasServices: true), options, new(callerFilePath, callerLineNumber));

    private static Task? CallOf(Action call)
    {
        call();
        return null;
    }

    private static T NotNull<T>(T work)
        where T : Delegate
    {
        ArgumentNullException.ThrowIfNull(work);
        return work;
    }

    private Deferral Defer(Work work, DeferralOptions? options, SourceLocation site) => _traffic.Defer(work, options, site);
}
