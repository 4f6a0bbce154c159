using Akka.Actor;
using Akka.Event;

namespace Crosstown.Actors.Requests;

/// <summary>
/// Lets a request's actor judge and dispatch on a thread of .NET's pool. The actor runs on the thread that sends it a message, which may be a handler inside its own Tell; that
/// thread must run neither a predicate of the application nor the dispatch to another actor.
/// </summary>
internal sealed class ReleasePass(IActorRef actor) : IThreadPoolWorkItem, INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    private int _thread;

    /// <summary>Whether the message is received on the thread-pool thread that sent it. False if another thread was running the mailbox at that moment; the pass must then be queued again.</summary>
    public bool IsOnItsThread => _thread == Environment.CurrentManagedThreadId;

    /// <summary>Queues to the global queue: from the local one the server's loop would run the pass before it has sent the response. Unsafe, so that the pass begins with an empty ExecutionContext.</summary>
    public void Queue() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute()
    {
        _thread = Environment.CurrentManagedThreadId;
        actor.Tell(this, ActorRefs.NoSender);
        // This thread may run a handler next. A pass that is still waiting is then queued again, at the cost of one more hop.
        _thread = 0;
    }
}
