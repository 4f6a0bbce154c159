namespace Crosstown.Web.Wire;

/// <summary>A linked list of responses: those that wait, in the order of their positions, or those that are settled and whose observers are to be notified.</summary>
/// <remarks>Not thread-safe: the owner's lock guards every member except <see cref="IsEmpty"/>.</remarks>
internal struct WaitingQueue
{
    private volatile WaitingResponse? _head;
    private WaitingResponse? _tail;

    /// <summary>May be read without the lock.</summary>
    public readonly bool IsEmpty => _head is null;

    public readonly WaitingResponse? Head => _head;

    public void Add(WaitingResponse response)
    {
        response.Next = null;
        if (_tail is null)
            _head = response;
        else
            _tail.Next = response;
        _tail = response;
    }

    public WaitingResponse Take()
    {
        var head = _head!;
        _head = head.Next;
        if (_head is null)
            _tail = null;
        head.Next = null;
        return head;
    }

    /// <summary>Notifies the observer of each settled response, in order. Called without a lock held.</summary>
    public void NotifyAll()
    {
        while (!IsEmpty)
            Take().Notify();
    }
}
