using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;
using Akka.Hosting;
using Akka.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using AkkaLevel = Akka.Event.LogLevel;
using Level = Microsoft.Extensions.Logging.LogLevel;

namespace Akka.Conformance.HostingSpecs;

public class HostedLoggingSpecs : Akka.TestKit.Xunit2.TestKit
{
    private readonly Recorder _recorder = new();

    [Fact]
    public async Task Log_events_reach_the_applications_logging_with_their_level_and_cause()
    {
        using var host = await StartAsync(loggers =>
        {
            loggers.LogLevel = AkkaLevel.DebugLevel;
            loggers.ClearLoggers();
            loggers.AddLoggerFactory();
        });
        var cause = new InvalidOperationException("cause");
        host.System().Log.Debug("the {0}", "debug");
        host.System().Log.Info("the info");
        host.System().Log.Warning("the warning");
        host.System().Log.Error(cause, "the error");

        Entry Heard(string text) => _recorder.Entries.Single(entry => entry.Text.Contains(text, StringComparison.Ordinal));
        AwaitAssert(() =>
        {
            Assert.Equal(Level.Debug, Heard("the debug").Level);
            Assert.Equal(Level.Information, Heard("the info").Level);
            Assert.Equal(Level.Warning, Heard("the warning").Level);
            Assert.Equal((Level.Error, cause), (Heard("the error").Level, Heard("the error").Exception));
        });
    }

    [Fact]
    public async Task Events_below_the_level_are_not_logged()
    {
        using var host = await StartAsync(loggers =>
        {
            loggers.LogLevel = AkkaLevel.WarningLevel;
            loggers.AddLoggerFactory();
        });
        host.System().Log.Info("the info");
        host.System().Log.Warning("the warning");

        AwaitAssert(() => Assert.Contains(_recorder.Entries, entry => entry.Text.Contains("the warning", StringComparison.Ordinal)));
        Assert.DoesNotContain(_recorder.Entries, entry => entry.Text.Contains("the info", StringComparison.Ordinal));
        Assert.Equal("WARNING", host.System().Settings.LogLevel);
    }

    [Fact]
    public async Task A_factory_can_be_given()
    {
        var own = new Recorder();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(own));
        using var host = await StartAsync(loggers => loggers.AddLoggerFactory(factory));
        host.System().Log.Warning("the warning");

        AwaitAssert(() => Assert.Contains(own.Entries, entry => entry.Text.Contains("the warning", StringComparison.Ordinal)));
        Assert.DoesNotContain(_recorder.Entries, entry => entry.Text.Contains("the warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_loggers_are_those_named_and_no_others()
    {
        using var host = await StartAsync(loggers =>
        {
            loggers.ClearLoggers();
            loggers.AddLogger<DefaultLogger>();
        });
        using var factory = await StartAsync(loggers => loggers.ClearLoggers().AddLoggerFactory());

        Assert.Contains("DefaultLogger", Assert.Single(host.System().Settings.Loggers), StringComparison.Ordinal);
        Assert.Contains("LoggerFactoryLogger", Assert.Single(factory.System().Settings.Loggers), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_become_settings()
    {
        using var host = await StartAsync(loggers =>
        {
            loggers.DebugOptions = new DebugOptions { LifeCycle = true, Unhandled = true };
            loggers.DeadLetterOptions = new DeadLetterOptions
            {
                ShouldLog = TriStateValue.Some,
                LogCount = 3,
                LogDuringShutdown = true,
                LogSuspendDuration = TimeSpan.FromSeconds(9),
            };
        });
        var settings = host.System().Settings;

        Assert.Equal((true, true, false), (settings.DebugLifecycle, settings.DebugUnhandledMessage, settings.DebugAutoReceive));
        Assert.Equal((3, true), (settings.LogDeadLetters, settings.LogDeadLettersDuringShutdown));
        Assert.Equal(TimeSpan.FromSeconds(9), settings.LogDeadLettersSuspendDuration);
    }

    [Fact]
    public async Task A_log_filter_drops_events()
    {
        using var host = await StartAsync(loggers =>
        {
            loggers.AddLoggerFactory();
            loggers.WithLogFilter(filter => filter.ExcludeMessageContaining("secret"));
        });
        host.System().Log.Warning("a secret");
        host.System().Log.Warning("no such thing");

        AwaitAssert(() => Assert.Contains(_recorder.Entries, entry => entry.Text.Contains("no such thing", StringComparison.Ordinal)));
        Assert.DoesNotContain(_recorder.Entries, entry => entry.Text.Contains("secret", StringComparison.Ordinal));
    }

    private Task<IHost> StartAsync(Action<LoggerConfigBuilder> configure) => Hosts.StartAsync(services =>
    {
        services.AddLogging(logging => logging.SetMinimumLevel(Level.Trace).AddProvider(_recorder));
        services.AddAkka("hosted", akka => akka.ConfigureLoggers(configure));
    });

    private sealed record Entry(Level Level, string Text, Exception Exception);

    private sealed class Recorder : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<Entry> _entries = new();

        public Entry[] Entries => [.. _entries];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable BeginScope<TState>(TState state) => null;

        public bool IsEnabled(Level logLevel) => true;

        public void Log<TState>(
            Level logLevel, EventId eventId, TState state, Exception exception, Func<TState, Exception, string> formatter) =>
            _entries.Enqueue(new Entry(logLevel, formatter(state, exception), exception));

        public void Dispose()
        {
        }
    }
}
