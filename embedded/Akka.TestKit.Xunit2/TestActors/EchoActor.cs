
namespace Akka.TestKit.TestActors;

/// <summary>Sends every message on to the test actor, and by default back to its sender as well.</summary>
public class EchoActor : ReceiveActor
{
    public EchoActor(TestKitBase testkit, bool echoBackToSenderAsWell = true)
    {
        ReceiveAny(message =>
        {
            var testActor = testkit.TestActor;
            if (echoBackToSenderAsWell && !testActor.Equals(Sender))
                Sender.Forward(message);
            testActor.Forward(message);
        });
    }

    public static Props Props(TestKitBase testkit, bool echoBackToSenderAsWell = true) =>
        Akka.Actor.Props.Create(() => new EchoActor(testkit, echoBackToSenderAsWell));
}
