using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Crosstown.Actors.Requests;

namespace Crosstown.Web.Completion;

/// <summary>What <see cref="ICrosstownTraffic"/> is outside a request: traffic without a request, under the web layer's name.</summary>
internal sealed class OutsideTraffic(TrafficSystem system) : ICrosstownTraffic
{
    private ITraffic Traffic => system.WithoutRequest;

    public Deferral Tell(object message, DeferralOptions? options = null) => Traffic.Tell(message, options);

    public bool TryTell(object message, [NotNullWhen(true)] out Deferral? deferral, DeferralOptions? options = null) => Traffic.TryTell(message, out deferral, options);

    public ValueTask<Deferral> TellAsync(object message, DeferralOptions? options = null, CancellationToken cancellationToken = default) =>
        Traffic.TellAsync(message, options, cancellationToken);

    public Deferral TellTo(IActorRef target, object message, DeferralOptions? options = null) => Traffic.TellTo(target, message, options);

    public Deferral Defer(Action work, DeferralOptions? options = null) => Traffic.Defer(work, options);

    public Deferral Defer(Func<Task> work, DeferralOptions? options = null) => Traffic.Defer(work, options);

    public Deferral Defer(Func<ValueTask> work, DeferralOptions? options = null) => Traffic.Defer(work, options);

    public Deferral Defer<TResult>(Func<ValueTask<TResult>> work, DeferralOptions? options = null) => Traffic.Defer(work, options);

    public Deferral Defer(Func<CancellationToken, Task> work, DeferralOptions? options = null) => Traffic.Defer(work, options);

    public Deferral Defer(Func<CancellationToken, ValueTask> work, DeferralOptions? options = null) => Traffic.Defer(work, options);

    public Deferral Defer<TService>(Func<TService, CancellationToken, Task> work, DeferralOptions? options = null)
        where TService : notnull => Traffic.Defer(work, options);

    public Deferral Defer<TService>(Func<TService, CancellationToken, ValueTask> work, DeferralOptions? options = null)
        where TService : notnull => Traffic.Defer(work, options);

    public void NoGo(string reason) => Traffic.NoGo(reason);

    public IActorRef AsActorRef(DeferralOptions? options = null) => Traffic.AsActorRef(options);
}
