using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Akka.Dispatch;

/// <summary>An actor's two queues and the right to run it, which one thread holds at a time.</summary>
public class Mailbox : IRunnable
{
    private const int Idle = 0;
    private const int Scheduled = 1;
    private const int Closed = 2;

    /// <summary>Ends the list of a closed mailbox: whoever finds it there sends its system message to the dead letters instead.</summary>
    private static readonly NoMessage ClosedList = new();

    private static readonly UnboundedMessageQueue ClosedQueue = new();

    /// <summary>Null once the mailbox has closed: refs to dead actors are kept long, their queues are not.</summary>
    private volatile IMessageQueue _queue;
    /// <summary><see cref="_queue"/> when it is the plain unbounded one, so that the hot path is not an interface call.</summary>
    private volatile UnboundedMessageQueue _plain;
    private MessageDispatcher _dispatcher;
    private ActorCell _cell;
    /// <summary>Newest first. Producers push, the running thread takes the whole list.</summary>
    private SystemMessage _system;
    /// <summary>Only the thread that moves it from <see cref="Idle"/> to <see cref="Scheduled"/> may queue a run. A mailbox begins scheduled,
    /// so that nothing runs it before <see cref="Start"/> queues the first run.</summary>
    private int _state = Scheduled;
    /// <summary>Written by the running thread alone; a producer may read it late, see <see cref="WakeForMessage"/>.</summary>
    private int _suspensions;

    public Mailbox(IMessageQueue messageQueue)
    {
        _queue = messageQueue;
        _plain = messageQueue as UnboundedMessageQueue;
    }

    public MessageDispatcher Dispatcher => _dispatcher;
    public IMessageQueue MessageQueue => _queue ?? ClosedQueue;
    /// <summary>Any thread: no run is going on or queued. A task of the actor may still be under way.</summary>
    internal bool IsIdle => Volatile.Read(ref _state) == Idle;
    internal bool IsClosed => Volatile.Read(ref _state) == Closed;
    /// <summary>How often supervision has suspended the actor and not yet resumed it.</summary>
    internal int SuspendCount { get; private set; }
    internal bool IsSuspended => SuspendCount > 0;
    internal bool IsAwaitingTask => _suspensions > SuspendCount;
    /// <summary>The actor is past its last message: it can have no more children.</summary>
    internal bool IsEnding { get; set; }
    internal bool HasSystemMessages => Volatile.Read(ref _system) is { } head && head != ClosedList;

    public virtual void SetActor(ActorCell actorCell) => _cell = actorCell;

    internal void SetDispatcher(MessageDispatcher dispatcher) => _dispatcher = dispatcher;

    internal void Suspend()
    {
        SuspendCount++;
        _suspensions++;
    }

    internal void Resume()
    {
        if (SuspendCount == 0)
            return;
        SuspendCount--;
        _suspensions--;
    }

    /// <summary>Holds user messages back while a task of the actor runs; unlike <see cref="Suspend"/> no failure is pending.</summary>
    internal void SuspendForTask() => _suspensions++;

    internal void ResumeAfterTask() => _suspensions--;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Post(object message, IActorRef sender)
    {
        var plain = _plain;
        if (plain == null)
        {
            PostElsewhere(message, sender);
            return;
        }
        plain.Add(message, sender);
        WakeForMessage(plain);
    }

    /// <summary>Pushes a system message; false when the mailbox has closed.</summary>
    internal bool PostSystem(SystemMessage message)
    {
        while (true)
        {
            var head = Volatile.Read(ref _system);
            if (head == ClosedList)
                return false;
            message.Next = head;
            if (Interlocked.CompareExchange(ref _system, message, head) == head)
                break;
        }
        if (Volatile.Read(ref _state) == Idle)
            ScheduleIfIdle();
        return true;
    }

    internal void Start() => _dispatcher.ExecuteMailbox(this);

    private void ScheduleIfIdle()
    {
        if (Interlocked.CompareExchange(ref _state, Scheduled, Idle) == Idle)
            _dispatcher.ExecuteMailbox(this);
    }

    public void Execute() => Run();

    public void Run()
    {
        if (_state == Closed)
            return;
        var previous = InternalCurrentActorCellKeeper.Swap(_cell);
        var again = false;
        try
        {
            _cell.EnsureCreated();
            ProcessSystemMessages();
            if (_state != Closed)
                again = ProcessMessages();
        }
        finally
        {
            InternalCurrentActorCellKeeper.Swap(previous);
            if (_state != Closed)
            {
                if (again)
                    _dispatcher.ExecuteMailbox(this);
                else
                    GoIdle();
            }
        }
    }

    /// <summary>Ends the mailbox, on the thread that runs it: what is left, and whatever comes late, goes to the dead letters.</summary>
    internal void Close()
    {
        Interlocked.Exchange(ref _state, Closed);
        CleanUpSystemMessages(Reverse(Interlocked.Exchange(ref _system, ClosedList)));
        CleanUp();
    }

    public virtual void CleanUp()
    {
        if (_queue is not { } queue)
            return;
        // Nothing reserved there after the state was exchanged: whoever comes later sees the mailbox closed and drains the queue itself, so most
        // actors end without the lock. Another kind of queue may have more to clean up than its messages.
        if (queue.GetType() != typeof(UnboundedMessageQueue) || queue.HasMessages)
            Drain(queue);
        _plain = null;
        _queue = null;
    }

    private void Drain(IMessageQueue queue)
    {
        // A late producer drains the queue that it found, maybe at the same time as the actor's last run.
        lock (this)
            queue.CleanUp(_cell.Self, _cell.SystemImpl.Mailboxes.DeadLetterMailbox.MessageQueue);
    }

    internal void CleanUpSystemMessages(SystemMessage chain)
    {
        while (chain != null)
        {
            var next = chain.Next;
            chain.Next = null;
            _cell.SystemMessageToDeadLetters(chain);
            chain = next;
        }
    }

    private void PostElsewhere(object message, IActorRef sender)
    {
        var envelope = new Envelope(message, sender);
        var queue = _queue;
        if (queue == null)
        {
            _cell.SystemImpl.Mailboxes.DeadLetterMailbox.MessageQueue.Enqueue(_cell.Self, envelope);
            return;
        }
        queue.Enqueue(_cell.Self, envelope);
        // The queue may be anyone's: the message must be visible before we look whether a run is going on.
        Interlocked.MemoryBarrier();
        WakeForMessage(queue);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WakeForMessage(IMessageQueue queue)
    {
        var state = Volatile.Read(ref _state);
        // Scheduled: the run looks into the queue again after it has gone idle. Suspended: so it does after it was resumed.
        if (state == Scheduled || (state == Idle && Volatile.Read(ref _suspensions) > 0))
            return;
        Wake(queue);
    }

    private void Wake(IMessageQueue queue)
    {
        if (Interlocked.CompareExchange(ref _state, Scheduled, Idle) == Idle)
            _dispatcher.ExecuteMailbox(this);
        else if (_state == Closed)
            Drain(queue);
    }

    private void GoIdle()
    {
        // A full fence: what follows must not be read before it.
        Interlocked.Exchange(ref _state, Idle);
        // Who posted between our last look and the exchange saw us scheduled and left the wake-up to us.
        if (HasSystemMessages || (_suspensions == 0 && _queue is { HasMessages: true }))
            ScheduleIfIdle();
    }

    private void ProcessSystemMessages()
    {
        while (_system != null && _state != Closed)
        {
            var message = Reverse(Interlocked.Exchange(ref _system, null));
            while (message != null)
            {
                var next = message.Next;
                message.Next = null;
                _cell.SystemInvoke(message);
                message = next;
                if (_state == Closed)
                {
                    CleanUpSystemMessages(message);
                    return;
                }
            }
        }
    }

    /// <summary>True when the run has used up its share and messages are left.</summary>
    private bool ProcessMessages()
    {
        var plain = _plain;
        var queue = _queue;
        var left = Math.Max(_dispatcher.Throughput, 1);
        var deadline = _dispatcher.RunDeadline();
        while (_suspensions == 0)
        {
            Envelope envelope;
            if (plain != null ? !plain.TryDequeue(out envelope) : !queue.TryDequeue(out envelope))
                return false;
            _cell.Invoke(envelope);
            if (_system != null)
            {
                if (_state == Closed)
                    return false;
                ProcessSystemMessages();
                if (_state == Closed)
                    return false;
            }
            // With nothing left there is no second run: going idle looks into the queue once more.
            if (--left <= 0 || (deadline != long.MaxValue && Stopwatch.GetTimestamp() >= deadline))
                return _suspensions == 0 && (plain != null ? plain.HasMessages : queue.HasMessages);
        }
        return false;
    }

    private static SystemMessage Reverse(SystemMessage newestFirst)
    {
        SystemMessage reversed = null;
        while (newestFirst != null)
        {
            var next = newestFirst.Next;
            newestFirst.Next = reversed;
            reversed = newestFirst;
            newestFirst = next;
        }
        return reversed;
    }
}
