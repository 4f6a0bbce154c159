namespace Crosstown.Stress.Soak;

/// <summary>A scoped service: as many live as there are scopes that have asked for one.</summary>
internal sealed class SoakScope : IAsyncDisposable
{
    private static int _living;
    private static long _made;

    public SoakScope()
    {
        Interlocked.Increment(ref _living);
        Interlocked.Increment(ref _made);
    }

    public static int Living => Volatile.Read(ref _living);

    public static long Made => Interlocked.Read(ref _made);

    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        Interlocked.Decrement(ref _living);
    }
}
