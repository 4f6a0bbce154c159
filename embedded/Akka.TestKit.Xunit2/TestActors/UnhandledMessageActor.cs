
namespace Akka.TestKit.TestActors;

/// <summary>Handles no message: each ends as an UnhandledMessage.</summary>
public class UnhandledMessageActor : ReceiveActor
{
    public UnhandledMessageActor() => ReceiveAny(Unhandled);
}
