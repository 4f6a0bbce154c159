namespace Akka.Actor;

public abstract class Status
{
    protected Status() { }

    public sealed class Failure : Status
    {
        public Failure(Exception cause) { }
        public Failure(Exception cause, object state) { }
        public override string ToString() => throw new NotImplementedException();
        public readonly Exception Cause;
        public readonly object State;
    }

    public sealed class Success : Status
    {
        public Success(object status) { }
        public override string ToString() => throw new NotImplementedException();
        public readonly object Status;
        public static readonly Status.Success Instance = default;
    }
}
