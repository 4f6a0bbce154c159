namespace Crosstown.Actors;

/// <summary>What a deferral meets that finds no slot (<c>crosstown.admission.on-full</c>).</summary>
public enum OnFull
{
    /// <summary>It is refused.</summary>
    Refuse,

    /// <summary>A synchronous delegate runs at once on the caller's thread, before the response; everything else is refused.</summary>
    RunInline,
}
