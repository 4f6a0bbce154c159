using System.Diagnostics;
using Crosstown.Actors;
using Crosstown.Web.Wire;
using Microsoft.AspNetCore.Http;

namespace Crosstown.Tests.Harness.Wire;

/// <summary>What one tagged request waits with: as an observer of the wire, or as the message of a deferral.</summary>
internal sealed class ProbeMessage(WireProbe probe, KernelSocket socket, TaskCompletionSource<WireReport> report) : IWireObserver
{
    private long _takenAtCompleted;
    private long _sentAt;

    /// <summary>Work deferred under the default rules, whose fate is the verdict.</summary>
    public Deferral? ByDefault { get; set; }

    public long TakenAtCompleted { set => Volatile.Write(ref _takenAtCompleted, value); }

    void IWireObserver.OnWireLevelReached(WireLevel reached, WireLoss loss) => Report(Stopwatch.GetTimestamp(), reached, loss != WireLoss.None, null);

    /// <summary>Notes when the wire tells its own observer.</summary>
    public sealed class TimedWire(IResponseProgressFeature inner, ProbeMessage message) : IResponseProgressFeature
    {
        public WireLevel Level => inner.Level;

        public bool HasInputEnded => inner.HasInputEnded;

        public void Follow(HttpContext context, bool isHead) => inner.Follow(context, isHead);

        public void Track(HttpContext context, IWireObserver observer) => inner.Track(context, new TimedObserver(observer, message));
    }

    private sealed class TimedObserver(IWireObserver inner, ProbeMessage message) : IWireObserver
    {
        public void OnWireLevelReached(WireLevel reached, WireLoss loss)
        {
            Volatile.Write(ref message._sentAt, Stopwatch.GetTimestamp());
            inner.OnWireLevelReached(reached, loss);
        }
    }

    public void Started(ResponseSnapshot response) => Report(
        Stopwatch.GetTimestamp(), response.Level, response.Outcome is ResponseOutcome.AbortedByClient or ResponseOutcome.AbortedByServer, response);

    private void Report(long at, WireLevel reached, bool gone, ResponseSnapshot? response)
    {
        var taken = socket.Taken();
        probe.CountTelling();
        report.TrySetResult(new WireReport(reached, gone, taken, socket.Acknowledged(), Volatile.Read(ref _takenAtCompleted), at, response, Volatile.Read(ref _sentAt), ByDefault));
    }

    /// <summary>The deferral's work.</summary>
    internal sealed class Handler : ITrafficHandler<ProbeMessage>
    {
        public Task HandleAsync(ProbeMessage message, TrafficContext context, CancellationToken cancellationToken)
        {
            message.Started(context.Request!.Response);
            return Task.CompletedTask;
        }
    }
}
