using Akka.Actor;

namespace Crosstown.Actors.Pools;

/// <summary>A pool of the application's own actors, declared by AddTrafficPool.</summary>
internal sealed record ActorPoolRegistration(string Name, Func<IServiceProvider, Props> Actor);
