namespace Crosstown.Actors.Deferrals;

/// <summary>How much one routee or lane has to do.</summary>
internal interface ILoad
{
    /// <summary>Called once for each deferral that was dispatched there, when it has left.</summary>
    void Release();
}
