using System.Diagnostics;

namespace Akka.Dispatch;

/// <summary>
/// An actor's messages and the right to run it, which one thread holds at a time. This part runs it; <c>Mailbox.Messages</c> holds the user messages.
/// <para>
/// One word says who may run it and how many messages have come since it was last idle and empty, so that most messages cost their sender one interlocked
/// instruction on one cache line.
/// </para>
/// </summary>
public partial class Mailbox : IRunnable
{
    /// <summary>No run is going on or queued.</summary>
    private const long Idle = 0;
    /// <summary>Only the thread that adds this to <see cref="_word"/> may queue a run. A mailbox begins with it, so that nothing runs it before <see cref="Start"/> queues the first run.</summary>
    private const long Scheduled = 1;
    /// <summary>Never taken away again.</summary>
    private const long Closed = 2;
    private const long States = Scheduled | Closed;
    private const int StateBits = 2;

    /// <summary>Ends the list of a closed mailbox: whoever finds it there sends its system message to the dead letters instead.</summary>
    private static readonly NoMessage ClosedList = new();

    private ActorCell _cell;
    /// <summary>Newest first. Producers push, the running thread takes the whole list.</summary>
    private SystemMessage _system;
    /// <summary>The state in the two lowest bits, above them the number of messages that senders were given a place for.</summary>
    private long _word = Scheduled;
    /// <summary>Written by the running thread alone; a producer may read it late, see <see cref="Post"/>.</summary>
    private int _suspensions;

    /// <summary>One for the plain unbounded mailbox, which keeps its messages itself.</summary>
    internal Mailbox()
    {
    }

    public Mailbox(IMessageQueue messageQueue)
    {
        ArgumentNullException.ThrowIfNull(messageQueue);
        _queue = messageQueue;
    }

    public MessageDispatcher Dispatcher => _cell?.Dispatcher;
    internal bool IsClosed => (Volatile.Read(ref _word) & Closed) != 0;
    /// <summary>How often supervision has suspended the actor and not yet resumed it.</summary>
    internal int SuspendCount { get; private set; }
    internal bool IsSuspended => SuspendCount > 0;
    internal bool IsAwaitingTask => _suspensions > SuspendCount;
    /// <summary>Any thread: whether a message is being handled, or the task that it began.</summary>
    internal bool IsProcessing => _cell.CurrentMessage != null || IsAwaitingTask;
    internal bool HasSystemMessages => Volatile.Read(ref _system) is { } head && head != ClosedList;
    /// <summary>Some wait, or none will ever be handled.</summary>
    internal bool HasSystemList => Volatile.Read(ref _system) != null;

    public virtual void SetActor(ActorCell actorCell) => _cell = actorCell;

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
        ScheduleIfIdle();
        return true;
    }

    internal void Start() => _cell.Dispatcher.ExecuteMailbox(this);

    private void ScheduleIfIdle()
    {
        var word = Volatile.Read(ref _word);
        while ((word & States) == Idle)
        {
            var seen = Interlocked.CompareExchange(ref _word, word | Scheduled, word);
            if (seen == word)
            {
                _cell.Dispatcher.ExecuteMailbox(this);
                return;
            }
            word = seen;
        }
    }

    public void Execute() => Run();

    public void Run()
    {
        if (IsClosed)
            return;
        var here = InternalCurrentActorCellKeeper.Here;
        var (current, running) = (here.Current, here.Running);
        here.Current = here.Running = _cell;
        var again = false;
        try
        {
            _cell.EnsureCreated();
            ProcessSystemMessages();
            if (!IsClosed)
                again = ProcessMessages();
        }
        catch
        {
            _cell.LeaveHandling();
            throw;
        }
        finally
        {
            (here.Current, here.Running) = (current, running);
            if (!IsClosed)
            {
                if (again)
                    _cell.Dispatcher.ExecuteMailbox(this);
                else
                    GoIdle();
            }
        }
    }

    /// <summary>Ends the mailbox, on the thread that runs it: what is left, and whatever comes late, goes to the dead letters.</summary>
    internal void Close()
    {
        var word = Interlocked.Or(ref _word, Closed);
        CleanUpSystemMessages(Reverse(Interlocked.Exchange(ref _system, ClosedList)));
        if (_queue == null)
            DrainPlaces(word >> StateBits);
        CleanUp();
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

    private void ProcessSystemMessages()
    {
        while (_system != null && !IsClosed)
        {
            var message = Reverse(Interlocked.Exchange(ref _system, null));
            while (message != null)
            {
                var next = message.Next;
                message.Next = null;
                _cell.SystemInvoke(message);
                message = next;
                if (IsClosed)
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
        var queue = _queue;
        var dispatcher = _cell.Dispatcher;
        var left = Math.Max(dispatcher.Throughput, 1);
        var deadline = dispatcher.RunDeadline();
        while (_suspensions == 0)
        {
            Envelope envelope;
            if (queue == null ? !TryTake(out envelope) : !queue.TryDequeue(out envelope))
                return false;
            _cell.Handle(envelope);
            if (_system != null)
            {
                if (IsClosed)
                    return false;
                ProcessSystemMessages();
                if (IsClosed)
                    return false;
            }
            // With nothing left there is no second run: going idle looks for messages once more.
            if (--left <= 0 || (deadline != long.MaxValue && Stopwatch.GetTimestamp() >= deadline))
                return _suspensions == 0 && HasMessages;
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
