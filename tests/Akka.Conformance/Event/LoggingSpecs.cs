using Akka.Actor;
using Akka.Event;

namespace Akka.Conformance.Events;

public sealed class LoggingSpecs : EventSpec
{
    private sealed class Talker : ReceiveActor
    {
        public Talker()
        {
            var log = Context.GetLogger();
            Receive<string>(text => log.Info(text));
        }
    }

    private ILoggingAdapter Log => Logging.GetLogger(Sys, "source");

    [Fact]
    public void Each_level_has_its_event()
    {
        var box = ListenTo<LogEvent>();
        Sys.EventStream.SetLogLevel(LogLevel.DebugLevel);
        var cause = new InvalidOperationException("why");
        Log.Debug("d");
        Log.Info("i");
        Log.Warning("w");
        Log.Error("e");
        Log.Error(cause, "ec");
        Log.Log(LogLevel.InfoLevel, "l");

        Assert.IsType<Debug>(box.NextLog("d"));
        Assert.IsType<Info>(box.NextLog("i"));
        Assert.IsType<Warning>(box.NextLog("w"));
        var error = Assert.IsType<Error>(box.NextLog("e"));
        Assert.Null(error.Cause);
        Assert.Same(cause, box.NextLog("ec").Cause);
        Assert.Equal(LogLevel.InfoLevel, box.NextLog("l").LogLevel());
    }

    [Theory]
    [InlineData(LogLevel.DebugLevel, "dinwe")]
    [InlineData(LogLevel.InfoLevel, "inwe")]
    [InlineData(LogLevel.WarningLevel, "we")]
    [InlineData(LogLevel.ErrorLevel, "e")]
    public void Nothing_below_the_level_is_published(LogLevel level, string published)
    {
        Sys.EventStream.SetLogLevel(level);
        var box = ListenTo<LogEvent>();
        var log = Log;
        log.Debug("<d>");
        log.Info("<i>");
        log.Info("<n>");
        log.Warning("<w>");
        log.Error("<e>");
        Sys.EventStream.Publish(new Error(null, "s", GetType(), "<end>"));

        var seen = "";
        while (true)
        {
            var text = ((LogEvent)box.Next()).Message.ToString();
            if (text == "<end>")
                break;
            if (text.Length == 3 && text[0] == '<')
                seen += text[1];
        }

        Assert.Equal(published, seen);
        Assert.Equal(level <= LogLevel.DebugLevel, log.IsDebugEnabled);
        Assert.Equal(level <= LogLevel.InfoLevel, log.IsInfoEnabled);
        Assert.Equal(level <= LogLevel.WarningLevel, log.IsWarningEnabled);
        Assert.True(log.IsErrorEnabled);
        Assert.Equal(level <= LogLevel.InfoLevel, log.IsEnabled(LogLevel.InfoLevel));
        Assert.Equal(level, Sys.EventStream.LogLevel);
    }

    [Fact]
    public void Templates_are_filled_in_with_any_number_of_arguments()
    {
        var box = ListenTo<Info>();
        var log = Log;
        log.Info("t {0}", 1);
        log.Info("t {0} {1}", 1, "b");
        log.Info("t {0} {1} {2}", 1, "b", 3L);
        log.Info("t {0} {1} {2} {3}", 1, 2, 3, 4);
        log.Info("t {0} {1} {2} {3} {4}", 1, 2, 3, 4, 5);
        log.Info("t {0} {1} {2} {3} {4} {5}", 1, 2, 3, 4, 5, 6);
        log.Info("t {0} {1} {2} {3} {4} {5} {6}", new object[] { 1, 2, 3, 4, 5, 6, 7 });
        log.Info("t {0:000}", 7);
        log.Info("t plain {braces} stay");

        string[] expected = ["t 1", "t 1 b", "t 1 b 3", "t 1 2 3 4", "t 1 2 3 4 5", "t 1 2 3 4 5 6", "t 1 2 3 4 5 6 7", "t 007", "t plain {braces} stay"];
        foreach (var text in expected)
            Assert.Equal(text, box.NextLog("t ").Message.ToString());
    }

    [Fact]
    public void Template_and_arguments_can_be_read_from_the_event()
    {
        var box = ListenTo<Warning>();
        var cause = new InvalidOperationException("why");
        Log.Warning(cause, "order {0} of {1}", 7, "me");

        var warning = box.NextLog("order");
        var message = Assert.IsAssignableFrom<LogMessage>(warning.Message);
        Assert.Equal("order {0} of {1}", message.Format);
        Assert.Equal([7, "me"], message.Parameters());
        Assert.Same(cause, warning.Cause);
    }

    [Fact]
    public void What_is_not_logged_is_not_formatted()
    {
        Sys.EventStream.SetLogLevel(LogLevel.ErrorLevel);
        var asked = new Asked();
        Log.Debug("{0}", asked);
        Log.Info("{0} {1}", asked, asked);

        Assert.Equal(0, asked.Times);
    }

    private sealed class Asked
    {
        public int Times { get; private set; }

        public override string ToString()
        {
            Times++;
            return "asked";
        }
    }

    [Fact]
    public void A_formatter_of_ones_own_reads_the_templates()
    {
        var box = ListenTo<Info>();
        var log = Logging.GetLogger(Sys, "s", new Named());
        log.Info("order {id}", 7);

        Assert.Equal("order {id}|7", box.NextLog("order").Message.ToString());
        Assert.IsType<Named>(log.Formatter);
    }

    private sealed class Named : ILogMessageFormatter
    {
        public string Format(string format, params object[] args) => $"{format}|{string.Join("|", args)}";

        public string Format(string format, IEnumerable<object> args) => Format(format, args.ToArray());
    }

    [Fact]
    public void The_source_says_who_logged()
    {
        var box = ListenTo<Info>();
        var talker = Sys.ActorOf(Props.Create(() => new Talker()), "talker");
        talker.Tell("from an actor");
        var byActor = box.NextLog("from an actor");
        Assert.Equal("akka://events/user/talker", byActor.LogSource);
        Assert.Equal(typeof(Talker), byActor.LogClass);

        Logging.GetLogger(Sys, "name").Info("from a string");
        Assert.Equal("name(akka://events)", box.NextLog("from a string").LogSource);

        Logging.GetLogger(Sys, typeof(Talker)).Info("from a type");
        var byType = box.NextLog("from a type");
        Assert.Equal("Talker(akka://events)", byType.LogSource);
        Assert.Equal(typeof(Talker), byType.LogClass);

        Logging.GetLogger(Sys, talker).Info("from a reference");
        Assert.Equal("akka://events/user/talker", box.NextLog("from a reference").LogSource);

        Logging.GetLogger(Sys.EventStream, "bus").Info("from a bus");
        Assert.Equal("bus", box.NextLog("from a bus").LogSource);

        Sys.Log.Info("from the system");
        Assert.Equal("ActorSystem(events)", box.NextLog("from the system").LogSource);
    }

    [Fact]
    public void An_event_prints_level_thread_source_message_and_cause()
    {
        var error = new Error(new InvalidOperationException("why"), "src", GetType(), "what");
        var text = error.ToString();

        Assert.StartsWith("[ERROR][", text, StringComparison.Ordinal);
        Assert.Contains($"[Thread {Environment.CurrentManagedThreadId:0000}][src] what", text, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: why", text, StringComparison.Ordinal);
        Assert.StartsWith("[WARNING][", new Warning("src", GetType(), "m").ToString(), StringComparison.Ordinal);
        Assert.StartsWith("[INFO][", new Info("src", GetType(), "m").ToString(), StringComparison.Ordinal);
        Assert.StartsWith("[DEBUG][", new Debug("src", GetType(), "m").ToString(), StringComparison.Ordinal);
        Assert.True((DateTime.UtcNow - error.Timestamp.ToUniversalTime()).Duration() < TimeSpan.FromMinutes(1));
        Assert.Same(Thread.CurrentThread, error.Thread);
    }

    [Fact]
    public void Levels_have_words_and_classes()
    {
        Assert.Equal(LogLevel.DebugLevel, Logging.LogLevelFor("DEBUG"));
        Assert.Equal(LogLevel.InfoLevel, Logging.LogLevelFor("INFO"));
        Assert.Equal(LogLevel.WarningLevel, Logging.LogLevelFor("WARNING"));
        Assert.Equal(LogLevel.ErrorLevel, Logging.LogLevelFor("ERROR"));
        Assert.True(Logging.LogLevelFor("OFF") > LogLevel.ErrorLevel);
        Assert.ThrowsAny<ArgumentException>(() => Logging.LogLevelFor("LOUD"));
        Assert.Equal(LogLevel.WarningLevel, Logging.LogLevelFor<Warning>());
        Assert.Equal(typeof(Error), LogLevel.ErrorLevel.ClassFor());
        Assert.Equal("INFO", LogLevel.InfoLevel.StringFor());
    }

    [Fact]
    public void The_logger_that_is_none_logs_nothing()
    {
        var none = NoLogger.Instance;
        none.Error("nothing");

        Assert.False(none.IsErrorEnabled || none.IsWarningEnabled || none.IsInfoEnabled || none.IsDebugEnabled);
        Assert.False(none.IsEnabled(LogLevel.ErrorLevel));
    }
}
