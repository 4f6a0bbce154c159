namespace Crosstown.TestKit;

/// <summary>How a test host runs released deferrals. The application's code is the same in all modes.</summary>
public enum TrafficMode
{
    /// <summary>As in production: on their pools, as soon as they are released.</summary>
    Live,

    /// <summary>Released deferrals are held until the test runs them: <see cref="TrafficHarness.NextAsync"/>, <see cref="TrafficHarness.ReleaseAllAsync"/>.</summary>
    Manual,

    /// <summary>As in production, and each call of the test's client returns when every deferral made so far has its fate.</summary>
    Inline,
}
