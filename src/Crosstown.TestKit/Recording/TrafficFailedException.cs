using System.Globalization;
using Crosstown.TestKit.Recording;

namespace Crosstown.TestKit;

/// <summary>Work that a test has waited for has failed. <see cref="Exception.InnerException"/> is the exception of the first failure.</summary>
public sealed class TrafficFailedException : Exception
{
    private TrafficFailedException(IReadOnlyList<RecordedDeferral> failures) : base(Describe(failures), failures[0].Exception) => Failures = failures;

    /// <summary>The failed deferrals, in the order deferred. At least one.</summary>
    public IReadOnlyList<RecordedDeferral> Failures { get; }

    internal static void ThrowIfAny(IReadOnlyList<RecordedDeferral> failures)
    {
        if (failures.Count > 0)
            throw new TrafficFailedException(failures);
    }

    private static string Describe(IReadOnlyList<RecordedDeferral> failures) =>
        string.Create(CultureInfo.InvariantCulture, $"Deferred work failed ({failures.Count}):\n{RecordText.Lines(failures)}");
}
