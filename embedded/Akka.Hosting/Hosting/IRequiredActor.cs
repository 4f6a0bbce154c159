namespace Akka.Hosting;

/// <summary>Injects the actor that is registered under a key.</summary>
/// <typeparam name="TActor">The key.</typeparam>
public interface IRequiredActor<TActor>
{
    /// <summary>The actor; Nobody as long as it is not registered, which is so until the host has started.</summary>
    IActorRef ActorRef { get; }

    /// <summary>Completes once the actor is registered.</summary>
    Task<IActorRef> GetAsync(CancellationToken cancellationToken = default);
}
