namespace Akka.Dispatch.SysMsg;

public sealed class Resume(Exception causedByFailure) : SystemMessage
{
    public Exception CausedByFailure { get; set; } = causedByFailure;
    public override string ToString() => $"<Resume> (caused by: {CausedByFailure})";
}
