namespace Crosstown.Web.Wire;

/// <summary>Responses in the order of their positions, or settled ones on their way to being told. Not thread-safe.</summary>
internal struct WaitingQueue
{
    private volatile WaitingResponse? _head;
    private WaitingResponse? _tail;

    /// <summary>May be asked without the gate.</summary>
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

    /// <summary>Tells each, in order. Outside every lock.</summary>
    public void TellAll()
    {
        while (!IsEmpty)
            Take().Tell();
    }
}
