namespace Akka.Event;

/// <summary>With <c>akka.actor.debug.unhandled</c>: logs each unhandled message at DEBUG.</summary>
internal sealed class UnhandledMessageForwarder : ActorBase
{
    protected override bool Receive(object message)
    {
        if (message is not UnhandledMessage unhandled)
            return false;
        var text = $"Unhandled message from {unhandled.Sender?.Path.ToString() ?? "no sender"} : {unhandled.Message}";
        Context.System.EventStream.Publish(new Debug(unhandled.Recipient.Path.ToString(), unhandled.Recipient.GetType(), text));
        return true;
    }
}
