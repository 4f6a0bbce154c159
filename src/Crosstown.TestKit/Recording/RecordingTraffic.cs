using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Crosstown.Actors.Accounting;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Traffic;
using Crosstown.TestKit.Recording;

namespace Crosstown.TestKit;

/// <summary>
/// Traffic for unit tests of endpoints, services and handlers: it records each deferral and runs none by itself. It has no host and no actors. Thread-safe, except that deferrals are
/// run by one caller at a time.
/// </summary>
public sealed class RecordingTraffic : ICrosstownTraffic, ITrafficRecord, ISetTraffic
{
    private readonly Lock _lock = new();
    private readonly List<RecordedDeferral> _deferrals = [];
    private readonly TrafficAccount _account = HostlessDeferrals.AccountOf(null);
    private readonly RecordingRunner _runner;
    private string? _veto;

    /// <summary>Creates traffic without deferrals.</summary>
    /// <param name="services">The services with which <see cref="RunNextAsync"/> and <see cref="RunAllAsync"/> run handlers and delegates that need some, within the filters registered there; the failure handlers registered there get what fails. Null for none.</param>
    public RecordingTraffic(IServiceProvider? services = null) => _runner = new RecordingRunner(this, services);

    /// <inheritdoc/>
    public IReadOnlyList<RecordedDeferral> Deferrals
    {
        get
        {
            lock (_lock)
                return [.. _deferrals];
        }
    }

    /// <summary>Whether deferrals are refused, as by a host without a free slot: <see cref="Tell"/> throws <see cref="TrafficFullException"/>, <see cref="TryTell"/> returns false.</summary>
    /// <value>The default is false.</value>
    public bool IsFull { get; set; }

    /// <summary>The reason of the first <see cref="NoGo"/>; null without one.</summary>
    public string? VetoReason
    {
        get
        {
            lock (_lock)
                return _veto;
        }
    }

    /// <summary>Runs the first deferral that has no fate, in this flow, without a request. An exception of a failure handler is thrown here, where a host logs it.</summary>
    /// <returns>The deferral with its fate: <see cref="Fate.Ran"/>, <see cref="Fate.Failed"/> with the exception, or <see cref="Fate.Cancelled"/> by a filter or its receipt.</returns>
    /// <exception cref="TrafficAssertionException">There is none.</exception>
    public async Task<RecordedDeferral> RunNextAsync(CancellationToken cancellationToken = default)
    {
        var next = Deferrals.FirstOrDefault(static deferral => deferral.Fate is null) ?? throw RecordText.Failure("Expected a deferral to run next, and there was none.", Deferrals);
        await _runner.RunAsync(next.Deferral, cancellationToken).ConfigureAwait(false);
        next.IsReleased = true;
        return next;
    }

    /// <summary>Runs all deferrals that have no fate, one after another in order, and those that they defer.</summary>
    /// <returns>How many it ran.</returns>
    /// <exception cref="TrafficFailedException">Some of them failed. The others have run all the same.</exception>
    public async Task<int> RunAllAsync(CancellationToken cancellationToken = default)
    {
        var ran = new List<RecordedDeferral>();
        while (Deferrals.Any(static deferral => deferral.Fate is null))
            ran.Add(await RunNextAsync(cancellationToken).ConfigureAwait(false));
        TrafficFailedException.ThrowIfAny([.. ran.Where(static deferral => deferral.Fate is Fate.Failed)]);
        return ran.Count;
    }

    /// <summary>Asserts that every deferral has its fate, so that there is none to run.</summary>
    /// <exception cref="TrafficAssertionException">One has none.</exception>
    public void ShouldHaveNoMore()
    {
        if (Deferrals.Any(static deferral => deferral.Fate is null))
            throw RecordText.Failure("Expected no more deferrals to run.", Deferrals);
    }

    /// <inheritdoc/>
    public Deferral Tell(object message, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        Record(Message(message), options, callerFilePath, callerLineNumber);

    /// <inheritdoc/>
    public bool TryTell(object message, [NotNullWhen(true)] out Deferral? deferral, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
    {
        deferral = TryRecord(Message(message), options, callerFilePath, callerLineNumber);
        if (deferral.Fate is not Fate.Refused)
            return true;
        deferral = null;
        return false;
    }

    /// <inheritdoc/>
    public ValueTask<Deferral> TellAsync(object message, DeferralOptions? options = null, CancellationToken cancellationToken = default,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Record(Message(message), options, callerFilePath, callerLineNumber));
    }

    /// <inheritdoc/>
    public Deferral TellTo(IActorRef target, object message, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(message);
        return Record(new ActorWork(target, message), options, callerFilePath, callerLineNumber);
    }

    /// <inheritdoc/>
    public Deferral Defer(Action work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        Record(new ActionWork(NotNull(work)), options, callerFilePath, callerLineNumber);

    /// <inheritdoc/>
    [OverloadResolutionPriority(3)]
    public Deferral Defer(Func<Task> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        Record(new TaskWork(NotNull(work)), options, callerFilePath, callerLineNumber);

    /// <inheritdoc/>
    [OverloadResolutionPriority(2)]
    public Deferral Defer(Func<ValueTask> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        Record(new ValueTaskWork(NotNull(work)), options, callerFilePath, callerLineNumber);

    /// <inheritdoc/>
    [OverloadResolutionPriority(1)]
    public Deferral Defer<TResult>(Func<ValueTask<TResult>> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        Record(new ValueTaskWork<TResult>(NotNull(work)), options, callerFilePath, callerLineNumber);

    /// <inheritdoc/>
    [OverloadResolutionPriority(3)]
    public Deferral Defer(Func<CancellationToken, Task> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        Record(new TokenTaskWork(NotNull(work)), options, callerFilePath, callerLineNumber);

    /// <inheritdoc/>
    [OverloadResolutionPriority(2)]
    public Deferral Defer(Func<CancellationToken, ValueTask> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        Record(new TokenValueTaskWork(NotNull(work)), options, callerFilePath, callerLineNumber);

    /// <inheritdoc/>
    [OverloadResolutionPriority(1)]
    public Deferral Defer<TResult>(Func<CancellationToken, ValueTask<TResult>> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        Record(new TokenValueTaskWork<TResult>(NotNull(work)), options, callerFilePath, callerLineNumber);

    /// <inheritdoc/>
    [OverloadResolutionPriority(3)]
    public Deferral Defer<TService>(Func<TService, CancellationToken, Task> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        Record(new ServiceTaskWork<TService>(NotNull(work)), options, callerFilePath, callerLineNumber);

    /// <inheritdoc/>
    [OverloadResolutionPriority(2)]
    public Deferral Defer<TService>(Func<TService, CancellationToken, ValueTask> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        Record(new ServiceValueTaskWork<TService>(NotNull(work)), options, callerFilePath, callerLineNumber);

    /// <inheritdoc/>
    public Deferral Defer<T1, T2>(Func<T1, T2, CancellationToken, Task> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where T1 : class
        where T2 : class =>
        Record(new ServicesTaskWork<T1, T2>(NotNull(work)), options, callerFilePath, callerLineNumber);

    /// <inheritdoc/>
    public Deferral Defer<T1, T2, T3>(Func<T1, T2, T3, CancellationToken, Task> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where T1 : class
        where T2 : class
        where T3 : class =>
        Record(new ServicesTaskWork<T1, T2, T3>(NotNull(work)), options, callerFilePath, callerLineNumber);

    /// <inheritdoc/>
    public Deferral Defer<TService>(Action<TService> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        Record(new ServiceActionWork<TService>(NotNull(work)), options, callerFilePath, callerLineNumber);

    /// <inheritdoc/>
    [OverloadResolutionPriority(1)]
    public Deferral Defer<TService>(Func<TService, object?> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        Record(new ServiceCallWork<TService>(NotNull(work)), options, callerFilePath, callerLineNumber);

    /// <inheritdoc/>
    [OverloadResolutionPriority(3)]
    public Deferral Defer<TService>(Func<TService, Task> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        Record(new ServiceOnlyTaskWork<TService>(NotNull(work)), options, callerFilePath, callerLineNumber);

    /// <inheritdoc/>
    [OverloadResolutionPriority(2)]
    public Deferral Defer<TService>(Func<TService, ValueTask> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        Record(new ServiceOnlyValueTaskWork<TService>(NotNull(work)), options, callerFilePath, callerLineNumber);

    /// <inheritdoc/>
    public DeferralSet WhenAll(params IEnumerable<Deferral> deferrals) => new(this, deferrals);

    Deferral ISetTraffic.Defer(Work work, DeferralOptions? options, SourceLocation site) => Record(work, options, site.File, site.Line);

    Deferral ISetTraffic.Tell(object message, IReadOnlyList<Deferral> set, DeferralOptions? options, SourceLocation site) => Record(Message(message, set), options, site.File, site.Line);

    /// <inheritdoc/>
    public void NoGo(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        lock (_lock)
            _veto ??= reason;
        foreach (var deferral in Deferrals)
            deferral.Deferral.TryEnd(Fate.NoGo, _veto);
    }

    /// <inheritdoc/>
    public IActorRef AsActorRef(DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        new RecordingActorRef(this, options, callerFilePath, callerLineNumber);

    private static MessageWork Message(object message, IReadOnlyList<Deferral>? set = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new MessageWork(message, null, set);
    }

    private static T NotNull<T>(T work)
        where T : Delegate
    {
        ArgumentNullException.ThrowIfNull(work);
        return work;
    }

    private Deferral Record(Work work, DeferralOptions? options, string? file, int line)
    {
        var deferral = TryRecord(work, options, file, line);
        return deferral.Fate is Fate.Refused
            ? throw new TrafficFullException($"{deferral.Kind} was refused: this RecordingTraffic is full.", TimeSpan.FromSeconds(1))
            : deferral;
    }

    private Deferral TryRecord(Work work, DeferralOptions? options, string? file, int line)
    {
        if (work.Set is { } set)
            SetCheck.Require(set, _account);
        var deferral = new Deferral(_account, _runner.PlanOf(work, options), null, work, new SourceLocation(file, line));
        string? veto;
        lock (_lock)
        {
            _deferrals.Add(new RecordedDeferral(deferral, _deferrals.Count + 1));
            deferral.Ordinal = _deferrals.Count;
            veto = _veto;
        }

        if (IsFull)
            deferral.TryEnd(Fate.Refused, "this RecordingTraffic is full");
        else if (veto is not null)
            deferral.TryEnd(Fate.NoGo, veto);
        return deferral;
    }
}
