namespace Akka.Actor;

public class ActorSelectionMessage : IAutoReceivedMessage, IPossiblyHarmful, IWrappedMessage
{
    public ActorSelectionMessage(object message, SelectionPathElement[] elements, bool wildCardFanOut = false) { }
    public ActorSelectionMessage Copy(object message = null, SelectionPathElement[] elements = null, bool? wildCardFanOut = default) => throw new NotImplementedException();
    public SelectionPathElement[] Elements { get => throw new NotImplementedException(); }
    public bool WildCardFanOut { get => throw new NotImplementedException(); }
    public object Message { get => throw new NotImplementedException(); }
    public override string ToString() => throw new NotImplementedException();
}
