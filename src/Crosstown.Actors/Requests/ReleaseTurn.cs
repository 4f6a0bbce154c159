using Akka.Actor;
using Akka.Event;

namespace Crosstown.Actors.Requests;

/// <summary>
/// Lets a request's actor judge and dispatch on a thread of .NET's pool. Its mailbox is drained by whoever tells it something, and that may be a handler inside its own Tell,
/// whose thread shall run neither a predicate of the application's nor the hand-over to another actor.
/// </summary>
internal sealed class ReleaseTurn(IActorRef actor) : IThreadPoolWorkItem, INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    private int _thread;

    /// <summary>False when the message is received on a thread that was draining the mailbox just then: the turn is to be queued again.</summary>
    public bool IsOnItsThread => _thread == Environment.CurrentManagedThreadId;

    /// <summary>Not to the local queue: the server's loop would run it before it has sent the response. Unsafe: the turn begins with an empty ExecutionContext.</summary>
    public void Queue() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute()
    {
        _thread = Environment.CurrentManagedThreadId;
        actor.Tell(this, ActorRefs.NoSender);
        // This thread may run a handler next. A turn that is still waiting is then queued again, at the cost of one more hop.
        _thread = 0;
    }
}
