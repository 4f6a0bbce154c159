using Xunit.Sdk;

namespace Akka.Conformance.TestKitSpecs;

/// <summary>A kit whose failing expectations fail soon, and how a spec says that one fails.</summary>
public abstract class KitSpec(string config = null) : Akka.TestKit.Xunit2.TestKit(Quick + config)
{
    private const string Quick = """
        akka.loglevel = DEBUG
        akka.test.single-expect-default = 5s

        """;

    protected static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    protected static void Fails(Action expectation) => Assert.ThrowsAny<XunitException>(expectation);

    protected static Task FailsAsync(Func<Task> expectation) => Assert.ThrowsAnyAsync<XunitException>(expectation);
}
