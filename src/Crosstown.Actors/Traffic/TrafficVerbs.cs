using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Akka.Actor;
using Crosstown.Actors.Accounting;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Handlers;
using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Traffic;

/// <summary>Turns every verb of <see cref="ITraffic"/> into a <see cref="Deferral"/> and submits it. The web layer's ICrosstownTraffic derives from it, too.</summary>
internal abstract class TrafficVerbs(TrafficParts parts) : ITraffic, ISetTraffic
{
    /// <summary>The services of the host whose traffic this is.</summary>
    internal TrafficParts Parts => parts;

    /// <summary>The entrance that admits the deferrals; null without a request. Read once at each call.</summary>
    internal abstract TrafficEntrance? Entrance { get; }

    /// <summary>The current endpoint's options; null without. Read at each call, because the first deferrals of a request may come before routing.</summary>
    internal virtual EndpointDeferralOptions? Endpoint => null;

    /// <summary>Cancelled when the request is aborted; ends a <see cref="TellAsync"/> that waits for a slot.</summary>
    internal virtual CancellationToken RequestAborted => CancellationToken.None;

    public Deferral Tell(object message, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
    {
        var call = Begin(message, options, out var work);
        return Submit(call, Make(call, work, new(callerFilePath, callerLineNumber)));
    }

    public bool TryTell(object message, [NotNullWhen(true)] out Deferral? deferral, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
    {
        var call = Begin(message, options, out var work);
        deferral = Make(call, work, new(callerFilePath, callerLineNumber));
        if (TrySubmit(call, deferral) == Refusal.None)
            return true;
        deferral = null;
        return false;
    }

    public async ValueTask<Deferral> TellAsync(object message, DeferralOptions? options = null, CancellationToken cancellationToken = default,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
    {
        var call = Begin(message, options, out var work);
        var deferral = Make(call, work, new(callerFilePath, callerLineNumber));
        if (call.Entrance is not null || call.Plan.WithoutRequest != WithoutRequest.Fail)
            await parts.Admission.TakeSlotsAsync(deferral, cancellationToken, RequestAborted);
        return Submit(call, deferral);
    }

    public Deferral TellTo(IActorRef target, object message, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(message);
        if (options is { Retry: not null } or { Partition: not null })
        {
            throw new ArgumentException(
                $"TellTo takes no Retry and no Partition: the deferral ends when the message is in {target.Path.Name}'s mailbox, so its failure and its end are not known. Send to a pool of these actors instead (AddTrafficPool).");
        }

        return Submit(new ActorWork(target, message), options, new(callerFilePath, callerLineNumber));
    }

    public Deferral Defer(Action work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        Submit(new ActionWork(NotNull(work)), options, new(callerFilePath, callerLineNumber));

    [OverloadResolutionPriority(3)]
    public Deferral Defer(Func<Task> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        Submit(new TaskWork(NotNull(work)), options, new(callerFilePath, callerLineNumber));

    [OverloadResolutionPriority(2)]
    public Deferral Defer(Func<ValueTask> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        Submit(new ValueTaskWork(NotNull(work)), options, new(callerFilePath, callerLineNumber));

    [OverloadResolutionPriority(1)]
    public Deferral Defer<TResult>(Func<ValueTask<TResult>> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        Submit(new ValueTaskWork<TResult>(NotNull(work)), options, new(callerFilePath, callerLineNumber));

    [OverloadResolutionPriority(3)]
    public Deferral Defer(Func<CancellationToken, Task> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        Submit(new TokenTaskWork(NotNull(work)), options, new(callerFilePath, callerLineNumber));

    [OverloadResolutionPriority(2)]
    public Deferral Defer(Func<CancellationToken, ValueTask> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        Submit(new TokenValueTaskWork(NotNull(work)), options, new(callerFilePath, callerLineNumber));

    [OverloadResolutionPriority(1)]
    public Deferral Defer<TResult>(Func<CancellationToken, ValueTask<TResult>> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        Submit(new TokenValueTaskWork<TResult>(NotNull(work)), options, new(callerFilePath, callerLineNumber));

    [OverloadResolutionPriority(3)]
    public Deferral Defer<TService>(Func<TService, CancellationToken, Task> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        Submit(new ServiceTaskWork<TService>(NotNull(work)), options, new(callerFilePath, callerLineNumber));

    [OverloadResolutionPriority(2)]
    public Deferral Defer<TService>(Func<TService, CancellationToken, ValueTask> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        Submit(new ServiceValueTaskWork<TService>(NotNull(work)), options, new(callerFilePath, callerLineNumber));

    public Deferral Defer<T1, T2>(Func<T1, T2, CancellationToken, Task> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where T1 : class
        where T2 : class =>
        Submit(new ServicesTaskWork<T1, T2>(NotNull(work)), options, new(callerFilePath, callerLineNumber));

    public Deferral Defer<T1, T2, T3>(Func<T1, T2, T3, CancellationToken, Task> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where T1 : class
        where T2 : class
        where T3 : class =>
        Submit(new ServicesTaskWork<T1, T2, T3>(NotNull(work)), options, new(callerFilePath, callerLineNumber));

    public Deferral Defer<TService>(Action<TService> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        Submit(new ServiceActionWork<TService>(NotNull(work)), options, new(callerFilePath, callerLineNumber));

    [OverloadResolutionPriority(1)]
    public Deferral Defer<TService>(Func<TService, object?> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        Submit(new ServiceCallWork<TService>(NotNull(work)), options, new(callerFilePath, callerLineNumber));

    [OverloadResolutionPriority(3)]
    public Deferral Defer<TService>(Func<TService, Task> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        Submit(new ServiceOnlyTaskWork<TService>(NotNull(work)), options, new(callerFilePath, callerLineNumber));

    [OverloadResolutionPriority(2)]
    public Deferral Defer<TService>(Func<TService, ValueTask> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class =>
        Submit(new ServiceOnlyValueTaskWork<TService>(NotNull(work)), options, new(callerFilePath, callerLineNumber));

    public DeferralSet WhenAll(params IEnumerable<Deferral> deferrals) => new(this, deferrals);

    Deferral ISetTraffic.Defer(Work work, DeferralOptions? options, SourceLocation site) => Submit(work, options, site);

    Deferral ISetTraffic.Tell(object message, IReadOnlyList<Deferral> set, DeferralOptions? options, SourceLocation site)
    {
        var call = Begin(message, options, out var work, set);
        return Submit(call, Make(call, work, site));
    }

    public void NoGo(string reason)
    {
        if (Entrance is not { } entrance)
            throw new TrafficClosedException("There is no request whose traffic could be vetoed.");
        entrance.Veto(reason);
    }

    public IActorRef AsActorRef(DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0) =>
        new DeferringActorRef(this, parts.ActorSystem, options, new(callerFilePath, callerLineNumber));

    private static T NotNull<T>(T work)
        where T : Delegate
    {
        ArgumentNullException.ThrowIfNull(work);
        return work;
    }

    private Call Begin(DeferralOptions? options, DecoratedDeferralOptions? decorated)
    {
        _ = parts.ActorSystem; // Throws if Crosstown has not started.
        return new Call(Entrance, parts.Plans.Plan(options, decorated, Endpoint));
    }

    private Call Begin(object message, DeferralOptions? options, out MessageWork work, IReadOnlyList<Deferral>? set = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        var handler = parts.Handlers.Find(message);
        var call = Begin(options.WithKeysOf(message), handler?.Decorated);
        if (call.Plan.TakesAnyMessage && !call.Plan.SameThread)
            handler = null;
        else if (handler is null && parts.Interceptor?.TakesAnyMessage(call.Plan) is not true)
            throw HandlerRegistry.Missing(message.GetType());
        work = new MessageWork(message, handler, set);
        return call;
    }

    private Deferral Make(in Call call, Work work, SourceLocation site)
    {
        var account = call.Entrance?.Account ?? new TrafficAccount(parts.Ledger, isReleased: true);
        if (work.Set is { } set)
            SetCheck.Require(set, account);
        return new(account, call.Plan, CallerContext.Capture(parts.Propagators), work, site, parts.Times.Now());
    }

    private Deferral Submit(Work work, DeferralOptions? options, SourceLocation site)
    {
        var call = Begin(options, work.Delegate is { } code ? parts.DecoratedDelegates.Of(code) : null);
        return Submit(call, Make(call, work, site));
    }

    private Deferral Submit(in Call call, Deferral deferral) =>
        TrySubmit(call, deferral) is not Refusal.None and var refusal ? throw parts.Admission.Refused(refusal, deferral) : deferral;

    private Refusal TrySubmit(in Call call, Deferral deferral)
    {
        parts.Interceptor?.Deferring(deferral);
        var refusal = call.Entrance is { } entrance ? entrance.Admit(deferral) : AdmitWithoutRequest(deferral);
        if (refusal is Refusal.ProcessFull or Refusal.PoolFull && parts.OnFull == OnFull.RunInline && MayRunHere(deferral))
        {
            CallerThread.Run(deferral, parts);
            return Refusal.None;
        }

        if (refusal == Refusal.None)
            return refusal;
        deferral.TryEnd(Fate.Refused, Admission.Explain(refusal));
        parts.Metrics.Refused(refusal);
        return refusal;
    }

    /// <summary>Handles a deferral without a request by <c>without-request</c>: dispatches it at once, runs it on this thread, or throws.</summary>
    private Refusal AdmitWithoutRequest(Deferral deferral)
    {
        switch (deferral.Plan.WithoutRequest)
        {
            case WithoutRequest.Fail:
                parts.Ledger.CountWithoutSlot();
                deferral.TryEnd(Fate.Refused, "there is no request, and crosstown.without-request is fail");
                parts.Metrics.Refused(Refusal.WithoutRequest);
                throw new NoResponseException(
                    $"{deferral.Kind} was deferred where there is no request, and crosstown.without-request is fail. Defer it in a request, or set crosstown.without-request to pool or run-now.");
            case WithoutRequest.RunNow when MayRunHere(deferral):
                parts.Ledger.CountWithoutSlot();
                if (CallerThread.Run(deferral, parts) is { } thrown)
                    ExceptionDispatchInfo.Throw(thrown);
                return Refusal.None;
            default:
                if (parts.Ledger.Enter(deferral) is not Refusal.None and var refusal)
                    return refusal;
                deferral.Ordinal = 1;
                parts.Dispatcher.DispatchNow(deferral);
                return Refusal.None;
        }
    }

    /// <summary>Whether it can run on the caller's thread: synchronous work that waits for nothing any more, and no filters, which may await, surround it.</summary>
    private bool MayRunHere(Deferral deferral) => deferral.Work.IsSynchronous && deferral.Plan.Waits is null && !deferral.Work.AwaitsSet && parts.Filters.Of(deferral.Pool) is null;

    /// <summary>The entrance and the plan of one deferring call.</summary>
    private readonly record struct Call(TrafficEntrance? Entrance, DeferralPlan Plan);
}
