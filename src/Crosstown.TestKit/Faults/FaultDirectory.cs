using System.Collections.Concurrent;
using System.Globalization;

namespace Crosstown.TestKit.Faults;

/// <summary>Finds the fault of a request: the test's client names it in a header. One per host. Thread-safe.</summary>
internal sealed class FaultDirectory : IDisposable
{
    public const string Header = "Crosstown-TestKit-Fault";

    private readonly ConcurrentDictionary<string, ResponseFault> _faults = new();

    /// <summary>By the server's identifier of the request.</summary>
    private readonly ConcurrentDictionary<string, ResponseFault> _ofRequest = new();
    private readonly CancellationTokenSource _end = new();
    private int _last;
    private bool _hasEnded;

    /// <summary>Cancelled when the test's host ends.</summary>
    public CancellationToken TestEnds => _end.Token;

    /// <returns>The value of the header.</returns>
    public string Add(ResponseFault fault)
    {
        var name = Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
        _faults[name] = fault;
        return name;
    }

    /// <summary>The fault of a request that begins; null for none.</summary>
    public ResponseFault? Begin(HttpContext context)
    {
        if (!context.Request.Headers.TryGetValue(Header, out var name) || !_faults.TryGetValue(name.ToString(), out var fault))
            return null;
        context.Request.Headers.Remove(Header);
        return _ofRequest[context.TraceIdentifier] = fault;
    }

    public ValueTask<RequestSnapshot> CompletingAsync(RequestSnapshot request) =>
        _ofRequest.TryRemove(request.TraceIdentifier, out var fault) ? fault.CompletingAsync(request, TestEnds) : new(request);

    /// <summary>The test's host ends, before or after its services were disposed of. Idempotent.</summary>
    public void End()
    {
        if (!Interlocked.Exchange(ref _hasEnded, true))
            _end.Cancel();
    }

    public void Dispose()
    {
        End();
        _end.Dispose();
    }
}
