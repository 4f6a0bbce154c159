namespace Crosstown.Actors;

/// <summary>Runs the deferrals whose message is a <typeparamref name="TMessage"/>. Resolved in a new DI scope per deferral.</summary>
/// <typeparam name="TMessage">The message, or a base type of it: the nearest base type with a handler is taken.</typeparam>
public interface ITrafficHandler<in TMessage>
{
    /// <summary>Runs one deferral.</summary>
    /// <param name="message">What was deferred.</param>
    /// <param name="context">The request it came from, and traffic for deferring more.</param>
    /// <param name="cancellationToken">Cancelled on timeout, on <see cref="Deferral.Cancel"/> and when the drain's deadline passes; never by the request.</param>
    Task HandleAsync(TMessage message, TrafficContext context, CancellationToken cancellationToken);
}
