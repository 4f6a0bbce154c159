using Akka.Actor;

namespace Crosstown.Actors.Pools;

/// <summary>A pool of the user's own actors, declared by code.</summary>
internal sealed record ActorPoolRegistration(string Name, Func<IServiceProvider, Props> Actor);
