using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Web.Hosting;

/// <summary>Whose actor system Crosstown lives in: the application's, where it has registered one, else its own.</summary>
internal sealed class ActorSystemChoice(IServiceProvider services)
{
    /// <summary>Whether Crosstown creates the system itself. Asked of the container without making anything.</summary>
    public bool IsOwn { get; } = services.GetService<IServiceProviderIsService>() is { } registered
        ? !registered.IsService(typeof(ActorSystem))
        : services.GetService<ActorSystem>() is null;
}
