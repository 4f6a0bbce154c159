namespace Crosstown.Actors.Deferrals;

/// <summary>No work, but a name for it: that of a deferral without a host.</summary>
internal sealed class NamedWork(string kind) : Work
{
    public override string Kind => kind;

    public override void Drop()
    {
    }

    public override Task? Start(IDeferralRun? run) => null;
}
