using Akka.Configuration;

namespace Akka.TestKit.Configs;

public static class TestConfigs
{
    internal static readonly Config FullDebug = Read("testkit-full-debug.conf");

    private static readonly Config TestScheduler = ConfigurationFactory.ParseString(
        """akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """);

    public static Config DefaultConfig { get; } = Read("testkit-reference.conf");

    /// <summary>Makes the system's scheduler a <see cref="Akka.TestKit.TestScheduler"/>.</summary>
    public static Config TestSchedulerConfig => TestScheduler;

    private static Config Read(string name) =>
        ConfigurationFactory.FromResource("Akka.TestKit.Configs." + name, typeof(TestConfigs).Assembly);
}
