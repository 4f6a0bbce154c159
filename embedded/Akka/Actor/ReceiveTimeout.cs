namespace Akka.Actor;

public class ReceiveTimeout : IPossiblyHarmful
{
    public static ReceiveTimeout Instance { get => throw new NotImplementedException(); }
    internal ReceiveTimeout() { }
}
