using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Web.Hosting;

/// <summary>Which actor system Crosstown lives in: the application's, where it has registered one, before AddCrosstown or after it, else its own.</summary>
internal sealed class ActorSystemChoice(IServiceProvider services, OwnActorSystem own)
{
    /// <summary>
    /// The factory of Crosstown's own registration. AddCrosstown registers it only where there is no other actor system yet, and a container gives the last one registered: so this one
    /// is asked only where there is no other, or where somebody asks for all of them.
    /// </summary>
    public static Func<IServiceProvider, ActorSystem> FromContainer { get; } = static provider => provider.GetRequiredService<OwnActorSystem>().Create();

    /// <summary>Made at the first use.</summary>
    public ActorSystem System
    {
        get
        {
            var system = services.GetRequiredService<ActorSystem>();
            if (!own.IsCreatedAs(system))
                own.StandBackFor(system);
            return system;
        }
    }

    /// <summary>Whether Crosstown has created the system itself. Makes the system if need be: no other question to the container tells whose registration is the last.</summary>
    public bool IsOwn => own.IsCreatedAs(System);
}
