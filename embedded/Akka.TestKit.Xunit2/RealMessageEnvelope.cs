
namespace Akka.TestKit;

public class RealMessageEnvelope : MessageEnvelope
{
    private readonly object _message;
    private readonly IActorRef _sender;

    public RealMessageEnvelope(object message, IActorRef sender)
    {
        _message = message;
        _sender = sender;
    }

    public override object Message => _message;

    public override IActorRef Sender => _sender;

    public override string ToString() => $"<{_message ?? "null"}> from {_sender?.ToString() ?? "NoSender"}";
}
