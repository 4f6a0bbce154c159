namespace Crosstown.Actors.Accounting;

/// <summary>Traffic whose response is still being made.</summary>
internal interface ICollecting
{
    TrafficAccount Account { get; }

    /// <summary>Refuses what is deferred later.</summary>
    int Close();

    /// <summary>Gives the response up: what was deferred is cancelled, and what is deferred later is refused.</summary>
    void Expire();
}
