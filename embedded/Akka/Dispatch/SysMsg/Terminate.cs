namespace Akka.Dispatch.SysMsg;

public sealed class Terminate : SystemMessage, IPossiblyHarmful, IDeadLetterSuppression
{
    public Terminate() { }
    public override string ToString() => throw new NotImplementedException();
}
