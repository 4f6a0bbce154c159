using System.Globalization;
using Crosstown.TestKit.Recording;

namespace Crosstown.TestKit;

/// <summary>A scenario has failed with one seed. <see cref="Exception.InnerException"/> is the failure.</summary>
public sealed class InterleavingFailedException : Exception
{
    internal InterleavingFailedException(int seed, IReadOnlyList<RecordedDeferral> starts, Exception failure)
        : base(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The scenario failed with seed {seed}: {failure.Message}\nReplay it: InterleaveAsync(scenario, rounds: 1, firstSeed: {seed}). Started, in this order:\n{RecordText.Lines(starts)}"),
            failure) =>
        (Seed, Starts) = (seed, starts);

    /// <summary>The seed, which replays the orders.</summary>
    public int Seed { get; }

    /// <summary>The deferrals in the order in which this seed started them.</summary>
    public IReadOnlyList<RecordedDeferral> Starts { get; }
}
