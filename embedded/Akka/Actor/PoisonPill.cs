namespace Akka.Actor;

public sealed class PoisonPill : IAutoReceivedMessage, IPossiblyHarmful, IDeadLetterSuppression
{
    public override string ToString() => throw new NotImplementedException();
    public static PoisonPill Instance { get => throw new NotImplementedException(); }
    internal PoisonPill() { }
}
