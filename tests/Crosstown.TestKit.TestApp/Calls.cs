using System.Collections.Concurrent;

namespace Crosstown.TestKit.TestApp;

/// <summary>What the handlers of the specs have done, in order.</summary>
public sealed class Calls
{
    private readonly ConcurrentQueue<string> _placed = [];

    public IReadOnlyCollection<string> Placed => _placed;

    public void Add(string number) => _placed.Enqueue(number);
}
