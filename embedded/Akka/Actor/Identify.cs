namespace Akka.Actor;

/// <summary>Every actor answers it by itself with an <see cref="ActorIdentity"/> that carries the same id.</summary>
public sealed class Identify : IAutoReceivedMessage, INotInfluenceReceiveTimeout
{
    public Identify(object messageId) => MessageId = messageId;

    public object MessageId { get; }

    public override bool Equals(object obj) => obj is Identify other && Equals(MessageId, other.MessageId);

    public override int GetHashCode() => MessageId?.GetHashCode() ?? 0;

    public override string ToString() => $"<Identify>: {MessageId}";
}
