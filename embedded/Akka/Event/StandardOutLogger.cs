namespace Akka.Event;

public class StandardOutLogger : MinimalLogger
{
    private static readonly Lock Console = new();

    public StandardOutLogger()
    {
    }

    public static bool UseColors { get; set; } = true;

    public static ConsoleColor DebugColor { get; set; } = ConsoleColor.Gray;

    public static ConsoleColor InfoColor { get; set; } = ConsoleColor.White;

    public static ConsoleColor WarningColor { get; set; } = ConsoleColor.Yellow;

    public static ConsoleColor ErrorColor { get; set; } = ConsoleColor.Red;

    /// <summary>Prints what the filter lets through; a template that does not fit its arguments is printed beside them.</summary>
    internal static void Print(LogEvent logEvent, LogFilterEvaluator filter)
    {
        if (LogText.TryRead(logEvent, filter, out var line))
            Write(line, ColorOf(logEvent.LogLevel()));
    }

    protected override void Log(object message)
    {
        if (message is LogEvent logEvent)
            Print(logEvent, Filter);
        else
            Write(message.ToString(), null);
    }

    private static ConsoleColor? ColorOf(LogLevel level) => level switch
    {
        LogLevel.DebugLevel => DebugColor,
        LogLevel.InfoLevel => InfoColor,
        LogLevel.WarningLevel => WarningColor,
        LogLevel.ErrorLevel => ErrorColor,
        _ => null,
    };

    private static void Write(string line, ConsoleColor? color)
    {
        if (!UseColors || color is null || System.Console.IsOutputRedirected)
        {
            System.Console.WriteLine(line);
            return;
        }

        lock (Console)
        {
            var before = System.Console.ForegroundColor;
            System.Console.ForegroundColor = color.Value;
            System.Console.WriteLine(line);
            System.Console.ForegroundColor = before;
        }
    }
}
