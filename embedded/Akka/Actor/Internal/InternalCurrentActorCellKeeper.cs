namespace Akka.Actor.Internal;

public static class InternalCurrentActorCellKeeper
{
    [ThreadStatic]
    private static Cells _here;

    public static ActorCell Current
    {
        get => _here?.Current;
        set => Here.Current = value;
    }

    internal static Cells Here => _here ??= new();

    internal static ActorCell Swap(ActorCell cell)
    {
        var here = Here;
        var previous = here.Current;
        here.Current = cell;
        return previous;
    }

    /// <summary>A thread's: found once per run of a mailbox.</summary>
    internal sealed class Cells
    {
        internal ActorCell Current;
        /// <summary>Whose mailbox this thread runs. <see cref="Current"/> may be set without that, by whoever stands in for an actor.</summary>
        internal ActorCell Running;
    }
}
