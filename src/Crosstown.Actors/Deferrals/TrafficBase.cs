using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Crosstown.Actors.Handlers;
using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Deferrals;

/// <summary>Turns every verb of <see cref="ITraffic"/> into a <see cref="Deferral"/> and submits it. The web layer's ICrosstownTraffic derives from it.</summary>
internal abstract class TrafficBase : ITraffic
{
    /// <summary>Where deferrals go; throws <see cref="TrafficClosedException"/> when there is nowhere any more. Read once at each call.</summary>
    protected abstract TrafficGate Gate { get; }

    /// <summary>What the current endpoint says. Read at each call: at the middleware's entry there may be no endpoint yet.</summary>
    protected abstract DeferralDefaults? Defaults { get; }

    /// <summary>Cancelled when the request is aborted; ends a <see cref="TellAsync"/> that waits for a slot.</summary>
    protected virtual CancellationToken RequestAborted => CancellationToken.None;

    public Deferral Tell(object message, DeferralOptions? options = null)
    {
        var gate = Gate;
        var plan = gate.System.Plan(options, Defaults);
        return Submit(gate, Message(gate, message, plan), plan);
    }

    public bool TryTell(object message, [NotNullWhen(true)] out Deferral? deferral, DeferralOptions? options = null)
    {
        var gate = Gate;
        var plan = gate.System.Plan(options, Defaults);
        deferral = Message(gate, message, plan);
        if (TrySubmit(gate, deferral, plan) == Refusal.None)
            return true;
        deferral = null;
        return false;
    }

    public ValueTask<Deferral> TellAsync(object message, DeferralOptions? options = null, CancellationToken cancellationToken = default)
    {
        var gate = Gate;
        var plan = gate.System.Plan(options, Defaults);
        var deferral = Message(gate, message, plan);
        if (gate is GenerationGate { IsNested: false } && plan.WithoutRequest == WithoutRequest.Fail)
            return new ValueTask<Deferral>(Submit(gate, deferral, plan));
        // Before the slot is taken.
        gate.System.ThrowIfNotStarted();
        return gate.System.TakeSlot(deferral, plan) == Refusal.None
            ? new ValueTask<Deferral>(SubmitWithSlot(gate, deferral, plan, hasSlot: true))
            : SubmitWhenThereIsASlotAsync(gate, deferral, plan, cancellationToken);
    }

    public Deferral TellTo(IActorRef target, object message, DeferralOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(message);
        return Submit(new TellToDeferral(target, message), options);
    }

    public Deferral Defer(Action work, DeferralOptions? options = null) => Submit(new ActionDeferral(NotNull(work)), options);

    [OverloadResolutionPriority(3)]
    public Deferral Defer(Func<Task> work, DeferralOptions? options = null) => Submit(new TaskDeferral(NotNull(work)), options);

    [OverloadResolutionPriority(2)]
    public Deferral Defer(Func<ValueTask> work, DeferralOptions? options = null) => Submit(new ValueTaskDeferral(NotNull(work)), options);

    [OverloadResolutionPriority(1)]
    public Deferral Defer<TResult>(Func<ValueTask<TResult>> work, DeferralOptions? options = null) =>
        Submit(new ValueTaskDeferral<TResult>(NotNull(work)), options);

    [OverloadResolutionPriority(3)]
    public Deferral Defer(Func<CancellationToken, Task> work, DeferralOptions? options = null) => Submit(new TokenTaskDeferral(NotNull(work)), options);

    [OverloadResolutionPriority(2)]
    public Deferral Defer(Func<CancellationToken, ValueTask> work, DeferralOptions? options = null) => Submit(new TokenValueTaskDeferral(NotNull(work)), options);

    [OverloadResolutionPriority(3)]
    public Deferral Defer<TService>(Func<TService, CancellationToken, Task> work, DeferralOptions? options = null)
        where TService : notnull => Submit(new ServiceTaskDeferral<TService>(NotNull(work)), options);

    [OverloadResolutionPriority(2)]
    public Deferral Defer<TService>(Func<TService, CancellationToken, ValueTask> work, DeferralOptions? options = null)
        where TService : notnull => Submit(new ServiceValueTaskDeferral<TService>(NotNull(work)), options);

    public void NoGo(string reason) => Gate.NoGo(reason);

    public IActorRef AsActorRef(DeferralOptions? options = null) => new DeferringActorRef(this, Gate.System.ActorSystem, options);

    private static T NotNull<T>(T work)
        where T : Delegate
    {
        ArgumentNullException.ThrowIfNull(work);
        return work;
    }

    private static MessageDeferral Message(TrafficGate gate, object message, DeferralPlan plan)
    {
        ArgumentNullException.ThrowIfNull(message);
        var system = gate.System;
        var invoker = system.Handlers.Find(message.GetType());
        if (invoker is null && (plan.SameThread || !plan.Pool.TakesAnyMessage))
            throw HandlerRegistry.Missing(message.GetType());
        return new MessageDeferral(message, plan.Pool.Actor is null || plan.SameThread ? invoker : null);
    }

    private Deferral Submit(Deferral deferral, DeferralOptions? options)
    {
        var gate = Gate;
        return Submit(gate, deferral, gate.System.Plan(options, Defaults));
    }

    private static Deferral Submit(TrafficGate gate, Deferral deferral, DeferralPlan plan)
    {
        var refusal = TrySubmit(gate, deferral, plan);
        return refusal == Refusal.None ? deferral : throw gate.System.Refused(refusal, deferral);
    }

    private static Refusal TrySubmit(TrafficGate gate, Deferral deferral, DeferralPlan plan)
    {
        if (gate is not GenerationGate { IsNested: false } alone)
            return gate.TryAdmit(deferral, plan);
        try
        {
            return alone.TrySubmitAlone(deferral, plan);
        }
        finally
        {
            alone.Close();
        }
    }

    private static Deferral SubmitWithSlot(TrafficGate gate, Deferral deferral, DeferralPlan plan, bool hasSlot)
    {
        var refusal = gate.TryAdmit(deferral, plan, hasSlot);
        if (gate is GenerationGate { IsNested: false } alone)
            alone.Close();
        return refusal == Refusal.None ? deferral : throw gate.System.Refused(refusal, deferral);
    }

    private async ValueTask<Deferral> SubmitWhenThereIsASlotAsync(TrafficGate gate, Deferral deferral, DeferralPlan plan, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, RequestAborted);
        var hasSlot = await gate.System.TakeSlotAsync(deferral, plan, either.Token);
        return SubmitWithSlot(gate, deferral, plan, hasSlot);
    }
}
