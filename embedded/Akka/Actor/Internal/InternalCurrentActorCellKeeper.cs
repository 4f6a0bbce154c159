namespace Akka.Actor.Internal;

public static class InternalCurrentActorCellKeeper
{
    [ThreadStatic]
    private static ActorCell t_current;

    public static ActorCell Current
    {
        get => t_current;
        set => t_current = value;
    }

    internal static ActorCell Swap(ActorCell cell)
    {
        ref var current = ref t_current;
        var previous = current;
        current = cell;
        return previous;
    }
}
