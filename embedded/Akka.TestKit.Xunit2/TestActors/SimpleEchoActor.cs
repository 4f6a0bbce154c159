
namespace Akka.TestKit.TestActors;

/// <summary>Sends every message back to its sender.</summary>
public class SimpleEchoActor : ReceiveActor
{
    public SimpleEchoActor() => ReceiveAny(message => Sender.Tell(message, Self));

    public static Props Props() => Akka.Actor.Props.Create(() => new SimpleEchoActor());
}
