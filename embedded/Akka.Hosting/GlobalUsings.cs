global using Akka.Actor;
global using Akka.Actor.Setup;
global using Akka.Configuration;
