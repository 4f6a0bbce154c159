namespace Crosstown.Actors;

/// <summary>Handles deferred messages of type <typeparamref name="TMessage"/>. Resolved from a new DI scope for each deferral.</summary>
/// <typeparam name="TMessage">The message's class or a base class of it; a message goes to the handler of its nearest class. An interface is an error at registration.</typeparam>
public interface ITrafficHandler<in TMessage>
{
    /// <summary>Handles one message, on a thread of the pool or lane. An exception ends the deferral as <see cref="Fate.Failed"/>.</summary>
    /// <param name="message">The deferred message.</param>
    /// <param name="context">The request that deferred the message, and traffic for deferring more.</param>
    /// <param name="cancellationToken">Cancelled on timeout, on <see cref="Deferral.Cancel"/>, when the drain's deadline passes and when the routee stops; never by the request.</param>
    Task HandleAsync(TMessage message, TrafficContext context, CancellationToken cancellationToken);
}
