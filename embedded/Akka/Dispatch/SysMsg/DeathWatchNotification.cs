namespace Akka.Dispatch.SysMsg;

public sealed class DeathWatchNotification(IActorRef actor, bool existenceConfirmed, bool addressTerminated) : SystemMessage, IDeadLetterSuppression
{
    public IActorRef Actor { get; } = actor;
    public bool ExistenceConfirmed { get; } = existenceConfirmed;
    public bool AddressTerminated { get; } = addressTerminated;

    public override string ToString() =>
        $"<DeathWatchNotification>: {Actor} (ExistenceConfirmed={ExistenceConfirmed}, AddressTerminated={AddressTerminated})";
}
