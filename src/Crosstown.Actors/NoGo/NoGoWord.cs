namespace Crosstown.Actors.NoGo;

/// <summary>The subject of a no-go rule.</summary>
internal enum NoGoWord : byte
{
    Statuses,
    Truncated,
    Aborted,
}
