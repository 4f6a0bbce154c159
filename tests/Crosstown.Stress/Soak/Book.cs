using System.Collections.Concurrent;
using Crosstown.Actors;

namespace Crosstown.Stress.Soak;

/// <summary>The soak's own account of every deferral, kept apart from Crosstown's: each receipt's fate is held against what its code saw.</summary>
internal sealed class Book
{
    private const int MostAccusations = 20;

    private readonly long[] _fates = new long[(int)Enum.GetValues<Fate>().Max() + 1];
    private readonly Lock _gate = new();
    private readonly ConcurrentQueue<string> _accusations = new();

    /// <summary>Admitted since the last sweep. Guarded by <see cref="_gate"/>; taken as a whole, so that no high-water mark of the book's own stays in memory.</summary>
    private List<Piece> _new = [];

    /// <summary>The sweeper's.</summary>
    private List<Piece> _open = [];
    private long _deferred;
    private long _accused;

    public long Deferred => Interlocked.Read(ref _deferred);

    public long Accused => Interlocked.Read(ref _accused);

    /// <summary>Ended pieces whose code had begun.</summary>
    public long Started { get; private set; }

    /// <summary>TellTo pieces that count as run.</summary>
    public long Handed { get; private set; }

    /// <summary>Pieces that timed out, or lost their routee, and whose code returned all the same.</summary>
    public long ReturnedLate { get; private set; }

    public IEnumerable<string> Accusations => _accusations;

    public int Open => _open.Count + _new.Count;

    public long this[Fate fate] => Interlocked.Read(ref _fates[(int)fate]);

    public void Accuse(string what)
    {
        if (Interlocked.Increment(ref _accused) <= MostAccusations)
            _accusations.Enqueue(what);
    }

    /// <summary>Before the call that defers: nested work of this deferral may be counted before the call returns.</summary>
    public void Deferring() => Interlocked.Increment(ref _deferred);

    /// <summary>The call was no deferral: its wait for a slot was cancelled.</summary>
    public void NotDeferred() => Interlocked.Decrement(ref _deferred);

    public void Refused(Piece piece)
    {
        Interlocked.Increment(ref _fates[(int)Fate.Refused]);
        if (piece.Started > 0)
            Accuse("a refused deferral ran");
    }

    public void Admitted(Piece piece, Deferral receipt)
    {
        piece.Receipt = receipt;
        lock (_gate)
            _new.Add(piece);
    }

    /// <summary>Checks what has ended and lets go of it. One thread at a time.</summary>
    public void Sweep()
    {
        var still = new List<Piece>();
        foreach (var piece in _open)
            CheckOrKeep(piece, still);
        List<Piece> added;
        lock (_gate)
            (added, _new) = (_new, []);
        foreach (var piece in added)
            CheckOrKeep(piece, still);
        still.TrimExcess();
        _open = still;
    }

    private void CheckOrKeep(Piece piece, List<Piece> still)
    {
        // Detached ones (a fate, and code that still runs) wait for their code.
        if (piece.Receipt!.IsOver)
            Check(piece, piece.Receipt);
        else
            still.Add(piece);
    }

    private void Check(Piece piece, Deferral receipt)
    {
        var fate = receipt.Fate!.Value;
        Interlocked.Increment(ref _fates[(int)fate]);
        if (piece.IsToldTo)
        {
            Handed += fate == Fate.Ran ? 1 : 0;
            if (fate != Fate.Ran && piece.Started > 0)
                Accuse($"a message told to an actor arrived although its fate is {fate}");
            return;
        }

        Started += piece.Started;
        var (started, returned, threw) = (piece.Started, piece.Returned, piece.Threw);
        var isRight = fate switch
        {
            Fate.Ran => (started, returned, threw) == (1, 1, 0),
            Fate.Failed => started <= 1 && (returned == 0 || MayHaveReturned(receipt)),
            Fate.Cancelled => started <= 1 && returned == 0 && threw == started,
            Fate.NoGo or Fate.Aborted => started == 0,
            _ => false,
        };
        if (!isRight)
            Accuse($"{receipt} is {fate} ({receipt.Reason}) but started {started}, returned {returned} and threw {threw} times");
        ReturnedLate += fate == Fate.Failed ? returned : 0;
    }

    private static bool MayHaveReturned(Deferral receipt) =>
        receipt.Exception is TimeoutException
        || receipt.Reason?.Contains("routee stopped", StringComparison.Ordinal) == true
        // Nobody saw it, for the routee's own actor took another message after it and was then stopped.
        || receipt.Reason?.Contains("it is not known whether", StringComparison.Ordinal) == true;
}
