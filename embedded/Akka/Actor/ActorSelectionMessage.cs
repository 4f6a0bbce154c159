namespace Akka.Actor;

/// <summary>A message on its way along a selection: whoever gets it passes it on along the elements that are left.</summary>
public class ActorSelectionMessage : IAutoReceivedMessage, IPossiblyHarmful, IWrappedMessage
{
    public ActorSelectionMessage(object message, SelectionPathElement[] elements, bool wildCardFanOut = false)
    {
        Message = message;
        Elements = elements;
        WildCardFanOut = wildCardFanOut;
    }

    public object Message { get; }

    public SelectionPathElement[] Elements { get; }

    public bool WildCardFanOut { get; }

    public ActorSelectionMessage Copy(object message = null, SelectionPathElement[] elements = null, bool? wildCardFanOut = null) =>
        new(message ?? Message, elements ?? Elements, wildCardFanOut ?? WildCardFanOut);

    public override string ToString() =>
        $"ActorSelectionMessage - Message: {Message} - WildCardFanOut: {WildCardFanOut} - Elements: {string.Join("/", (object[])Elements)}";
}
