namespace Akka.Actor;

public sealed class Kill : IAutoReceivedMessage
{
    public override string ToString() => throw new NotImplementedException();
    public static Kill Instance { get => throw new NotImplementedException(); }
    internal Kill() { }
}
