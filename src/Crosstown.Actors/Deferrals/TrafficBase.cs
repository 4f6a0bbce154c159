using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Deferrals;

/// <summary>Turns every verb of <see cref="ITraffic"/> into a <see cref="Deferral"/> and submits it. The web layer's ICrosstownTraffic derives from it.</summary>
internal abstract class TrafficBase : ITraffic
{
    /// <summary>Where deferrals go; throws <see cref="TrafficClosedException"/> when there is nowhere any more. Read at each call.</summary>
    protected abstract TrafficGate Gate { get; }

    /// <summary>What the current endpoint says. Read at each call: at the middleware's entry there may be no endpoint yet.</summary>
    protected abstract DeferralDefaults? Defaults { get; }

    /// <summary>Cancelled when the request is aborted; ends a <see cref="TellAsync"/> that waits for a slot.</summary>
    protected virtual CancellationToken RequestAborted => CancellationToken.None;

    public Deferral Tell(object message, DeferralOptions? options = null) => throw new NotImplementedException();

    public bool TryTell(object message, [NotNullWhen(true)] out Deferral? deferral, DeferralOptions? options = null) => throw new NotImplementedException();

    public ValueTask<Deferral> TellAsync(object message, DeferralOptions? options = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    public Deferral TellTo(IActorRef target, object message, DeferralOptions? options = null) => throw new NotImplementedException();

    public Deferral Defer(Action work, DeferralOptions? options = null) => throw new NotImplementedException();

    public Deferral Defer(Func<Task> work, DeferralOptions? options = null) => throw new NotImplementedException();

    public Deferral Defer(Func<ValueTask> work, DeferralOptions? options = null) => throw new NotImplementedException();

    public Deferral Defer<TResult>(Func<ValueTask<TResult>> work, DeferralOptions? options = null) => throw new NotImplementedException();

    public Deferral Defer(Func<CancellationToken, Task> work, DeferralOptions? options = null) => throw new NotImplementedException();

    public Deferral Defer(Func<CancellationToken, ValueTask> work, DeferralOptions? options = null) => throw new NotImplementedException();

    public Deferral Defer<TService>(Func<TService, CancellationToken, Task> work, DeferralOptions? options = null)
        where TService : notnull => throw new NotImplementedException();

    public Deferral Defer<TService>(Func<TService, CancellationToken, ValueTask> work, DeferralOptions? options = null)
        where TService : notnull => throw new NotImplementedException();

    public void NoGo(string reason) => Gate.NoGo(reason);

    public IActorRef AsActorRef(DeferralOptions? options = null) => throw new NotImplementedException();
}
