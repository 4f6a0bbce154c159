
namespace Akka.TestKit;

/// <summary>Stands for the message that the last receive did not get in time.</summary>
public sealed class NullMessageEnvelope : MessageEnvelope
{
    public static readonly NullMessageEnvelope Instance = new();

    private NullMessageEnvelope()
    {
    }

    /// <exception cref="IllegalActorStateException">Always: there was no message.</exception>
    public override object Message => throw new IllegalActorStateException("last receive operation timed out");

    /// <exception cref="IllegalActorStateException">Always: there was no message.</exception>
    public override IActorRef Sender => throw new IllegalActorStateException("last receive operation timed out");

    public override string ToString() => "<null> (no message was received)";
}
