using Akka.Configuration;

namespace Akka.TestKit;

/// <summary>The durations below are as configured; what multiplies them by the time factor says so.</summary>
public class TestKitSettings : IExtension
{
    /// <exception cref="ConfigurationException">The time factor is not greater than zero.</exception>
    public TestKitSettings(Config config)
    {
        DefaultTimeout = config.GetTimeSpan("akka.test.default-timeout", null, allowInfinite: false);
        SingleExpectDefault = config.GetTimeSpan("akka.test.single-expect-default", null, allowInfinite: false);
        TestEventFilterLeeway = config.GetTimeSpan("akka.test.filter-leeway", null, allowInfinite: false);
        TestTimeFactor = config.GetDouble("akka.test.timefactor", 1.0);
        LogTestKitCalls = config.GetBoolean("akka.test.testkit.debug", false);

        if (!(TestTimeFactor > 0))
            throw new ConfigurationException($"akka.test.timefactor is {TestTimeFactor}; it must be greater than 0.");
    }

    /// <summary>How long <see cref="TestLatch"/> and <see cref="TestBarrier"/> wait (<c>akka.test.default-timeout</c>).</summary>
    public TimeSpan DefaultTimeout { get; }

    /// <summary>How long the expectations wait outside of a Within block (<c>akka.test.single-expect-default</c>).</summary>
    public TimeSpan SingleExpectDefault { get; }

    /// <summary>How long an event filter waits for its events after its block has ended (<c>akka.test.filter-leeway</c>).</summary>
    public TimeSpan TestEventFilterLeeway { get; }

    /// <summary>What <see cref="TestKitBase.Dilated"/> multiplies by (<c>akka.test.timefactor</c>).</summary>
    public double TestTimeFactor { get; }

    /// <summary>Whether expectations are logged at debug level (<c>akka.test.testkit.debug</c>).</summary>
    public bool LogTestKitCalls { get; }
}
