namespace Akka.Actor.Internal;

public static class InternalCurrentActorCellKeeper
{
    public static ActorCell Current { get => throw new NotImplementedException(); set { } }
}
