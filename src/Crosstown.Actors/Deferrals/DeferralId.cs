namespace Crosstown.Actors;

/// <summary>Names a deferral within its process: the number of its traffic and its place in it.</summary>
/// <param name="Traffic">The traffic's number, from 1 in each process.</param>
/// <param name="Ordinal">Its place in the order admitted, from 1; 0 for one that was refused.</param>
public readonly record struct DeferralId(long Traffic, int Ordinal)
{
    /// <summary>Such as <c>81-3</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Traffic}-{Ordinal}");
}
