namespace Crosstown.Actors.Requests;

/// <summary>More was admitted to traffic that is released as it comes.</summary>
internal sealed class Collect
{
    public static readonly Collect Instance = new();
}

/// <summary>The deferral that sequential traffic waits for has left its routee.</summary>
internal sealed class SequenceAdvanced
{
    public static readonly SequenceAdvanced Instance = new();
}
