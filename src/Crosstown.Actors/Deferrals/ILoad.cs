namespace Crosstown.Actors.Deferrals;

/// <summary>The number of deferrals of one routee or lane.</summary>
internal interface ILoad
{
    /// <summary>Counts one deferral less. Called once for each deferral that was dispatched to it.</summary>
    void Release();
}
