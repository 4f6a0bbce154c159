using Crosstown.Actors;

namespace Crosstown.Stress.Soak;

/// <summary>One deferral of the soak: its receipt, and what its code itself saw.</summary>
internal sealed class Piece(Book book, Origin origin, Rules rules)
{
    private int _started;
    private int _returned;
    private int _threw;

    public Deferral? Receipt { get; set; }

    /// <summary>Told to an actor: it has run once it is in the mailbox, and is counted there.</summary>
    public bool IsToldTo { get; init; }

    public int Started => Volatile.Read(ref _started);

    public int Returned => Volatile.Read(ref _returned);

    public int Threw => Volatile.Read(ref _threw);

    public void Run(Action? work = null)
    {
        Begin();
        try
        {
            work?.Invoke();
        }
        catch
        {
            Interlocked.Increment(ref _threw);
            throw;
        }

        Interlocked.Increment(ref _returned);
    }

    public async Task RunAsync(Func<Task> work)
    {
        Begin();
        try
        {
            await work();
        }
        catch
        {
            Interlocked.Increment(ref _threw);
            throw;
        }

        Interlocked.Increment(ref _returned);
    }

    private void Begin()
    {
        if (!origin.IsOver)
            book.Accuse("a deferral started before its response was over");
        if (origin.Stops(rules))
            book.Accuse($"a deferral ran that status {origin.Status}, {origin.Outcome}, veto {origin.Vetoed} forbids under {rules}");
        Interlocked.Increment(ref _started);
    }
}
