namespace Akka.Event;

public abstract class LogEvent : INoSerializationVerificationNeeded
{
    protected LogEvent() { }
    public DateTime Timestamp { get => throw new NotImplementedException(); }
    public Exception Cause { get => throw new NotImplementedException(); protected set { } }
    public Thread Thread { get => throw new NotImplementedException(); }
    public Type LogClass { get => throw new NotImplementedException(); protected set { } }
    public abstract LogLevel LogLevel();
    public object Message { get => throw new NotImplementedException(); protected set { } }
    public override string ToString() => throw new NotImplementedException();
    public string LogSource { get => throw new NotImplementedException(); protected set { } }
}
