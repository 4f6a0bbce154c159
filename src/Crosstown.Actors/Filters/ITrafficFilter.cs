namespace Crosstown.Actors;

#pragma warning disable CA1716 // next is the name that ASP.NET Core's filters and middleware have.
/// <summary>
/// Code around each run of a deferral's code, as an endpoint filter is code around a handler: logging, validation, a tenant, a transaction, a resilience pipeline. Registered with
/// <c>services.AddTrafficFilter&lt;TFilter&gt;()</c>; the filter registered first is the outermost. Resolved from the deferral's own DI scope for each run.
/// </summary>
/// <remarks>
/// It surrounds handlers, delegates, decorated methods and, on a pool of the application's own actors, the telling of the message and the wait for the actor. It does not surround
/// <see cref="ITraffic.TellTo"/>, which only puts a message into a mailbox. The deferral's timeout counts from before the first filter.
/// </remarks>
public interface ITrafficFilter
{
    /// <summary>
    /// Called on a thread of the pool or lane. An exception that leaves it is the exception of the deferral. If it does not call <paramref name="next"/>, the deferral's code does not run,
    /// and the deferral ends as <see cref="Fate.Cancelled"/> with the filter's name as its reason.
    /// </summary>
    /// <param name="context">The running deferral, with its message.</param>
    /// <param name="next">
    /// The rest: the filters registered later, and then the code. May be called once. The code gets the context and the token that are passed to it, and returns to the thread of its pool
    /// or lane if the filter has left that. The task that it returns fails as the code fails.
    /// </param>
    /// <param name="cancellationToken">Cancelled on timeout, on <see cref="Deferral.Cancel"/>, when the drain's deadline passes and when the routee stops; never by the request.</param>
    Task InvokeAsync(TrafficContext context, TrafficFilterDelegate next, CancellationToken cancellationToken);
}
