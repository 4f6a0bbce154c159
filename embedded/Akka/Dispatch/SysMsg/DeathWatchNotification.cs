namespace Akka.Dispatch.SysMsg;

public sealed class DeathWatchNotification : SystemMessage, IDeadLetterSuppression
{
    public IActorRef Actor { get => throw new NotImplementedException(); }
    public DeathWatchNotification(IActorRef actor, bool existenceConfirmed, bool addressTerminated) { }
    public bool AddressTerminated { get => throw new NotImplementedException(); }
    public bool ExistenceConfirmed { get => throw new NotImplementedException(); }
    public override string ToString() => throw new NotImplementedException();
}
