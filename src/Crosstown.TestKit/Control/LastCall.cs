namespace Crosstown.TestKit.Control;

/// <summary>The last deferring call of an interleaved scenario, as its seeds have found it: whether it can fall on either side of the response's end.</summary>
/// <param name="calls">How many deferring calls in requests the scenario makes.</param>
/// <param name="pipeline">The number of its request, from 1, in the order in which the pipelines return; 0 for none.</param>
internal sealed class LastCall(int calls, int pipeline)
{
    /// <summary>That of the first run, which finds it.</summary>
    public static LastCall Unknown => new(0, 0);

    /// <summary>How long a call or a response is held back for the other. A wait that passes is not made again, because the application itself prevents its end.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromSeconds(2);

    public int Number => calls;

    public int Pipeline => pipeline;

    /// <summary>False once a response did not end while the call was held back: its handler makes the call, or awaits it.</summary>
    public bool CanFollow { get; set; } = true;

    /// <summary>False once the call did not come while a response was held back.</summary>
    public bool CanPrecede { get; set; } = true;
}
