namespace Crosstown.Actors;

/// <summary>
/// Takes deferrals that failed for good, and those that were abandoned: to put them into a table, a queue, an alert. Registered with
/// <c>services.AddTrafficFailureHandler&lt;THandler&gt;()</c>; of several, each is called for each failure, one after another in the order of their registration.
/// </summary>
public interface ITrafficFailureHandler
{
    /// <summary>
    /// Called once for each deferral whose fate is <see cref="Fate.Failed"/> or <see cref="Fate.Abandoned"/>, after it has that fate, on a thread of .NET's pool; resolved from a DI scope of
    /// its own. Up to four failures are handled at once. An exception is logged (event 1206), as is a call that does not end in time, and changes no fate.
    /// </summary>
    /// <param name="failure">The deferral, with its message and exceptions.</param>
    /// <param name="cancellationToken">Cancelled after <c>crosstown.failure-handler.timeout</c>, and at the end of the drain. Nobody waits for the call after that.</param>
    Task HandleAsync(TrafficFailure failure, CancellationToken cancellationToken);
}
