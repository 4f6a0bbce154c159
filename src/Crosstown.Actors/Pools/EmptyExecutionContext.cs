namespace Crosstown.Actors.Pools;

/// <summary>The ExecutionContext of a thread on which nothing was set. Each deferral begins with it.</summary>
internal static class EmptyExecutionContext
{
    private static readonly ExecutionContext Empty = Capture();

    /// <summary>Resets every AsyncLocal, the culture and the current activity. Cheap if none is set.</summary>
    public static void Restore()
    {
        if (!ReferenceEquals(ExecutionContext.Capture(), Empty))
            ExecutionContext.Restore(Empty);
    }

    private static ExecutionContext Capture()
    {
        ExecutionContext? captured = null;
        var thread = new Thread(() => captured = ExecutionContext.Capture()) { IsBackground = true, Name = "crosstown-empty-context" };
        // UnsafeStart: the new thread must not inherit the context of the thread that runs this initializer.
        thread.UnsafeStart();
        thread.Join();
        return captured!;
    }
}
