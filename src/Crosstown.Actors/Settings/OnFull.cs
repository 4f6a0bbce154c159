namespace Crosstown.Actors;

/// <summary>What happens to a deferral when no slot is free (<c>crosstown.admission.on-full</c>).</summary>
public enum OnFull
{
    /// <summary>The deferral is refused with a <see cref="TrafficFullException"/>.</summary>
    Refuse,

    /// <summary>Synchronous work (a delegate, or a decorated method that returns void) runs at once on the caller's thread, before the response; everything else is refused.</summary>
    RunInline,
}
