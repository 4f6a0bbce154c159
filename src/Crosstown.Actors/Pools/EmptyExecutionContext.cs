namespace Crosstown.Actors.Pools;

/// <summary>The ExecutionContext of a thread on which nothing was set: what a deferral begins with.</summary>
internal static class EmptyExecutionContext
{
    private static readonly ExecutionContext Clean = Capture();

    /// <summary>Takes away every AsyncLocal, the culture and the current activity. Cheap when there is nothing to take away.</summary>
    public static void Restore()
    {
        if (!ReferenceEquals(ExecutionContext.Capture(), Clean))
            ExecutionContext.Restore(Clean);
    }

    private static ExecutionContext Capture()
    {
        ExecutionContext? captured = null;
        var thread = new Thread(() => captured = ExecutionContext.Capture()) { IsBackground = true, Name = "crosstown-clean-context" };
        // Unsafe: the new thread does not inherit the context of the one that happened to come here first.
        thread.UnsafeStart();
        thread.Join();
        return captured!;
    }
}
