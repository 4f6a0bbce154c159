using System.Globalization;

namespace Crosstown.Actors.Traffic;

/// <summary>The hosts of a process that have started Crosstown's actors, for code that defers without an injected traffic. Thread-safe.</summary>
internal sealed class TrafficHosts
{
    private readonly Lock _changing = new();

    /// <summary>Each host's traffic without a request. Replaced under the lock, never changed.</summary>
    private volatile ITraffic[] _hosts = [];

    private volatile Func<ITraffic?>? _currentRequest;

    public static TrafficHosts Process { get; } = new();

    /// <summary>The traffic of each host, where there is no request.</summary>
    public IReadOnlyList<ITraffic> All => _hosts;

    /// <summary>Finds the traffic of the request in whose flow the caller runs. Set by the web layer; the last call holds.</summary>
    public void FindRequestsBy(Func<ITraffic?> currentRequest) => _currentRequest = currentRequest;

    public void Add(ITraffic host)
    {
        lock (_changing)
            _hosts = [.. _hosts, host];
    }

    public void Remove(ITraffic host)
    {
        lock (_changing)
            _hosts = Array.FindAll(_hosts, other => !ReferenceEquals(other, host));
    }

    /// <summary>The traffic of the current request, else of the only host.</summary>
    /// <exception cref="InvalidOperationException">There is no current request, and no host or several.</exception>
    public ITraffic Find()
    {
        if (_currentRequest?.Invoke() is { } request)
            return request;
        return _hosts switch
        {
            [var only] => only,
            [] => throw new InvalidOperationException("Crosstown's actors have not started in this process, or have ended. Defer once the host has started, or pass an ITraffic as the first argument."),
            var several => throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"This process has {several.Length} hosts with Crosstown, and no request says which of them is meant. Pass the host's ITraffic as the first argument.")),
        };
    }
}
