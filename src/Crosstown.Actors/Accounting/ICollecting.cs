namespace Crosstown.Actors.Accounting;

/// <summary>Traffic whose response is still being made.</summary>
internal interface ICollecting
{
    TrafficAccount Account { get; }

    /// <summary>Refuses every later deferral.</summary>
    /// <returns>How many were admitted.</returns>
    int Close();

    /// <summary>Gives up waiting for the response: cancels the traffic's deferrals and refuses later ones.</summary>
    void Expire();
}
