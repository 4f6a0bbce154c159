global using Akka.Actor;
global using Akka.Actor.Internal;
