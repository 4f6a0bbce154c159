using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Conformance.Events;

/// <summary>The loggers that HOCON names.</summary>
public sealed class LoggerSpecs : EventSpec
{
    private static readonly ConcurrentDictionary<string, Box> Boxes = new();

    private static Box BoxOf(ActorSystem system) => Boxes.GetOrAdd(system.Name, _ => new Box());

    private static string TypeName(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";

    private static ActorSystem Create(string name, Type logger, string more = "") => ActorSystem.Create(
        name, ConfigurationFactory.ParseString($"{more}\nakka.loggers = [\"{TypeName(logger)}\"]").WithFallback(Silent));

    public sealed class Recorder : ReceiveActor
    {
        public Recorder()
        {
            Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
            Receive<LogEvent>(log => BoxOf(Context.System).Add(log));
        }
    }

    public sealed class Thrower : ReceiveActor
    {
        public Thrower()
        {
            Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
            Receive<LogEvent>(log =>
            {
                BoxOf(Context.System).Add(log);
                throw new InvalidOperationException("a logger that throws");
            });
        }
    }

    public sealed class Mute : ReceiveActor
    {
        public Mute() => Receive<LogEvent>(_ => { });
    }

    public sealed class Broken : ReceiveActor
    {
        public Broken() => throw new InvalidOperationException("a logger that cannot be made");
    }

    [Theory]
    [InlineData("DEBUG", "dinwe")]
    [InlineData("INFO", "inwe")]
    [InlineData("WARNING", "we")]
    [InlineData("ERROR", "e")]
    public async Task A_logger_gets_the_events_of_the_level_and_above(string level, string expected)
    {
        var system = Create($"levels-{level}", typeof(Recorder), $"akka.loglevel = {level}");
        foreach (var (text, write) in new (string, Action<string>)[]
            { ("<d>", system.Log.Debug), ("<i>", system.Log.Info), ("<n>", system.Log.Info), ("<w>", system.Log.Warning), ("<e>", system.Log.Error) })
            write(text);
        system.Log.Error("<end>");

        var seen = "";
        for (var text = ""; text != "<end>";)
        {
            text = ((LogEvent)BoxOf(system).Next()).Message.ToString();
            if (text.Length == 3 && text[0] == '<')
                seen += text[1];
        }

        Assert.Equal(expected, seen);
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task A_level_can_be_changed_while_the_system_runs()
    {
        var system = Create("changing", typeof(Recorder), "akka.loglevel = ERROR");
        system.Log.Info("before");
        system.EventStream.SetLogLevel(LogLevel.InfoLevel);
        system.Log.Info("after");

        Assert.Equal("after", ((LogEvent)BoxOf(system).Next()).Message.ToString());
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task A_logger_gets_nothing_below_a_raised_level_whoever_publishes_it()
    {
        var system = Create("raised", typeof(Recorder), "akka.loglevel = INFO");
        system.EventStream.SetLogLevel(LogLevel.ErrorLevel);
        system.EventStream.Publish(new Info("direct", GetType(), "below"));
        system.EventStream.Publish(new Error(null, "direct", GetType(), "above"));

        Assert.Equal("above", ((LogEvent)BoxOf(system).Next()).Message.ToString());
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task A_logger_that_throws_is_not_told_of_its_own_failure_without_end()
    {
        if (typeof(EventStream).Assembly.GetName().Name == "Akka")
            return;
        var system = Create("looping", typeof(Thrower), "akka.loglevel = INFO");
        var errors = ListenTo<Error>(system);
        system.Log.Info("one");
        BoxOf(system).NextLog("one");
        errors.NextLog("a logger that throws");
        system.Log.Info("two");
        errors.NextLog("a logger that throws");

        Assert.Equal("two", ((LogEvent)BoxOf(system).Next()).Message.ToString());
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task A_logger_that_throws_takes_nothing_down_and_gets_what_comes_next()
    {
        var system = Create("throwing", typeof(Thrower), "akka.loglevel = INFO");
        system.Log.Info("one");
        BoxOf(system).NextLog("one");
        system.Log.Info("two");
        BoxOf(system).NextLog("two");

        var (echo, box) = Listen(system);
        echo.Tell("alive");
        Assert.Equal("alive", box.Next());
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task A_logger_that_does_not_answer_holds_the_start_up_only_as_long_as_it_may()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var system = Create("mute", typeof(Mute), "akka.logger-startup-timeout = 200ms");

        Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(190));
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task A_logger_that_cannot_be_made_does_not_stop_the_system()
    {
        var system = Create("broken", typeof(Broken), "akka.logger-startup-timeout = 200ms");
        var (echo, box) = Listen(system);
        echo.Tell("alive");

        Assert.Equal("alive", box.Next());
        await system.Terminate().WaitAsync(Patience);
    }

    [Theory]
    [InlineData("Akka.Event.DefaultLogger")]
    [InlineData("Akka.Event.DefaultLogger, Akka")]
    [InlineData("Akka.Event.TraceLogger, Akka")]
    [InlineData("Akka.Event.StandardOutLogger, Akka")]
    public async Task A_logger_of_the_package_is_found_by_its_name(string name)
    {
        var system = Start($"akka {{ loggers = [\"{name}\"]\n loglevel = ERROR }}");

        Assert.Equal([name], system.Settings.Loggers);
        Assert.Equal(LogLevel.ErrorLevel, system.EventStream.LogLevel);
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task The_whole_configuration_is_logged_at_the_start_when_asked_for()
    {
        var system = Create("telling", typeof(Recorder), "akka { log-config-on-start = on\n loglevel = INFO }\nmine = findme");
        var text = BoxOf(system).NextLog("findme").Message.ToString();

        Assert.Contains("ticks-per-wheel", text, StringComparison.Ordinal);
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public void A_logger_that_is_unknown_is_an_error_at_the_start() => Assert.ThrowsAny<Exception>(() =>
        ActorSystem.Create("unknown", ConfigurationFactory.ParseString("akka.loggers = [\"No.Such.Logger, Nowhere\"]").WithFallback(Silent)));

    [Fact]
    public async Task Filters_keep_events_from_the_standard_loggers()
    {
        var filters = new LogFilterBuilder()
            .ExcludeSourceExactly("exact")
            .ExcludeSourceContaining("part")
            .ExcludeMessageContaining("secret")
            .Build();
        var system = ActorSystem.Create("filtered", ActorSystemSetup.Create(filters, BootstrapSetup.Create().WithConfig(Silent)));
        var filter = system.Settings.LogFilter;

        bool Keeps(string source, string message) => filter.ShouldTryKeepMessage(new Info(source, GetType(), message), out _);

        Assert.True(Keeps("other", "fine"));
        Assert.False(Keeps("exact", "fine"));
        Assert.True(Keeps("exactly", "fine"));
        Assert.False(Keeps("a part of it", "fine"));
        Assert.False(Keeps("other", "a secret word"));
        Assert.False(filter.EvaluatesLogSourcesOnly);
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public void Each_filter_drops_what_it_names()
    {
        static bool Keeps(LogFilterBuilder builder, string source, string message) =>
            builder.Build().CreateEvaluator().ShouldTryKeepMessage(new Info(source, typeof(LoggerSpecs), message), out _);

        Assert.False(Keeps(new LogFilterBuilder().ExcludeSourceStartingWith("ab"), "abc", "m"));
        Assert.True(Keeps(new LogFilterBuilder().ExcludeSourceStartingWith("ab"), "xab", "m"));
        Assert.False(Keeps(new LogFilterBuilder().ExcludeSourceEndingWith("bc"), "abc", "m"));
        Assert.True(Keeps(new LogFilterBuilder().ExcludeSourceEndingWith("bc"), "bcx", "m"));
        Assert.False(Keeps(new LogFilterBuilder().ExcludeSourceRegex(new Regex("a.c")), "abc", "m"));
        Assert.False(Keeps(new LogFilterBuilder().ExcludeMessageRegex(new Regex("m+")), "abc", "mm"));
        Assert.True(Keeps(new LogFilterBuilder().ExcludeMessageRegex(new Regex("x+")), "abc", "mm"));
        Assert.False(Keeps(new LogFilterBuilder().ExcludeSourceExactly("ABC"), "abc", "m"));
        Assert.True(Keeps(new LogFilterBuilder().ExcludeSourceExactly("ABC", StringComparison.Ordinal), "abc", "m"));
        Assert.False(Keeps(new LogFilterBuilder().Add(new RegexLogSourceFilter(new Regex("a"))), "abc", "m"));
        Assert.True(new LogFilterBuilder().ExcludeSourceContaining("x").Build().CreateEvaluator().EvaluatesLogSourcesOnly);
        Assert.True(Keeps(new LogFilterBuilder(), "abc", "m"));
    }
}
