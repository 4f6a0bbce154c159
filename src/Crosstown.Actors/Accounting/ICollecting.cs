namespace Crosstown.Actors.Accounting;

/// <summary>Traffic whose response is still being made.</summary>
internal interface ICollecting
{
    TrafficAccount Account { get; }

    /// <summary>Refuses every later deferral, because the request's actor was stopped.</summary>
    void Stop();

    /// <summary>Gives up waiting for the response: cancels the traffic's deferrals and refuses later ones.</summary>
    void Expire();
}
