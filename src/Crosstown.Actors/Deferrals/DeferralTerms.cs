namespace Crosstown.Actors.Deferrals;

/// <summary>
/// What a deferral is admitted with: its plan and its caller's context. Immutable; one instance serves all consecutive deferrals of a request with the same
/// plan and context and, where the context is cultures alone, all requests.
/// </summary>
internal class DeferralTerms(DeferralPlan plan, CapturedContext? captured)
{
    public DeferralPlan Plan => plan;

    /// <summary>Culture, trace and the user's own context at the call; null for none.</summary>
    public CapturedContext? Captured => captured;
}
