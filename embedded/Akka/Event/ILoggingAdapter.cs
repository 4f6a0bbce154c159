namespace Akka.Event;

public interface ILoggingAdapter
{
    ILogMessageFormatter Formatter { get; }
    bool IsDebugEnabled { get; }
    bool IsEnabled(LogLevel logLevel);
    bool IsErrorEnabled { get; }
    bool IsInfoEnabled { get; }
    bool IsWarningEnabled { get; }
    void Log(LogLevel logLevel, Exception cause, string format);
}
