namespace Akka.Event;

/// <summary>A template and its arguments. Formatted by <see cref="object.ToString"/>, on the logger's thread and only if a logger wants it.</summary>
public abstract class LogMessage
{
    protected readonly ILogMessageFormatter Formatter;

    public LogMessage(ILogMessageFormatter formatter, string format)
    {
        Formatter = formatter;
        Format = format;
    }

    public string Format { get; }

    /// <summary>Template and arguments side by side, for when they do not fit each other.</summary>
    public abstract string Unformatted();

    public abstract IEnumerable<object> Parameters();
}
