namespace Crosstown.Actors.Deferrals;

/// <summary>A delegate that waits for the fates of other deferrals, and is given their receipts.</summary>
/// <param name="set">The other deferrals.</param>
/// <param name="work">The delegate.</param>
/// <param name="start">Calls it.</param>
/// <param name="isSynchronous">Whether it returns nothing to await.</param>
/// <param name="hasServices">Whether it is given services, too.</param>
internal sealed class SetWork<TDelegate>(IReadOnlyList<Deferral> set, TDelegate work, Func<TDelegate, IReadOnlyList<Deferral>, IDeferralRun?, Task?> start, bool isSynchronous = false, bool hasServices = false)
    : DelegateWork<TDelegate>(work)
    where TDelegate : Delegate
{
    public override bool IsSynchronous => isSynchronous;

    public override bool HasServices => hasServices;

    public override IReadOnlyList<Deferral>? Set => set;

    protected override Task? Start(TDelegate work, IDeferralRun? run) => start(work, set, run);
}
