using System.Runtime.CompilerServices;

namespace Crosstown.Actors.Filters;

/// <summary>Awaited, it returns to the worker's thread: to one of its pool, or to the one of its lane. Costs nothing there. The ExecutionContext flows, as with any await.</summary>
/// <param name="home">The worker's; null for code without a worker.</param>
internal readonly struct HomeThread(SynchronizationContext? home) : INotifyCompletion
{
    public bool IsCompleted => home is null || ReferenceEquals(SynchronizationContext.Current, home);

    public HomeThread GetAwaiter() => this;

    public void OnCompleted(Action continuation) => home!.Post(static action => ((Action)action!)(), continuation);

    public void GetResult()
    {
    }
}
