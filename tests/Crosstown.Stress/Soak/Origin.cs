using Crosstown.Actors;

namespace Crosstown.Stress.Soak;

/// <summary>How a request was made to end, and so which of its deferrals must not run.</summary>
internal sealed class Origin
{
    private bool _isOver;

    /// <summary>Of work that waits for no response.</summary>
    public static Origin None { get; } = new() { Status = 200, IsOver = true };

    public int Status { get; set; }

    public ResponseOutcome Outcome { get; set; }

    public bool Vetoed { get; set; }

    public bool ReleasedEarly { get; set; }

    /// <summary>Whether its work may start. In-process the test knows; over a socket the server does.</summary>
    public bool IsOver
    {
        get => Volatile.Read(ref _isOver);
        set => Volatile.Write(ref _isOver, value);
    }

    public bool Stops(Rules rules)
    {
        if (ReleasedEarly)
            return false;
        return Vetoed || rules switch
        {
            Rules.Configured => Status >= 400 || Outcome is ResponseOutcome.Truncated,
            Rules.ServerErrorsAndAborts => Status >= 500 || Outcome is ResponseOutcome.AbortedByClient or ResponseOutcome.AbortedByServer,
            _ => false,
        };
    }
}

/// <summary>The no-go rules that a deferral of the soak may have.</summary>
internal enum Rules
{
    Configured,
    ServerErrorsAndAborts,
    Always,
}
