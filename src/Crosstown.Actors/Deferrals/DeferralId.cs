namespace Crosstown.Actors;

/// <summary>Identifies a deferral within its process: the number of its traffic, and its own number in it.</summary>
/// <param name="Traffic">The traffic's number, from 1 in each process.</param>
/// <param name="Ordinal">Its number in the order of admission, from 1; 0 for one that was refused or ran on its caller's thread.</param>
public readonly record struct DeferralId(long Traffic, int Ordinal)
{
    /// <summary>Such as <c>81-3</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Traffic}-{Ordinal}");
}
