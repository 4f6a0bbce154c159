namespace Crosstown.Actors.Gates;

/// <summary>The deferrals of one key, of which one at a time is past the gate's partitions.</summary>
internal sealed class Partition(Deferral holder)
{
    public Deferral Holder { get; set; } = holder;

    /// <summary>Those behind it, in order.</summary>
    public Queue<Deferral> Behind { get; } = new();
}
