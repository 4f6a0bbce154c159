using System.Collections.Concurrent;
using System.Diagnostics;
using Crosstown.Actors;
using Crosstown.Actors.NoGo;
using Crosstown.Web.Wire;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Crosstown.Tests.Harness.Wire;

/// <summary>Tracks every request that carries a tag (<c>?tag=</c>), as the completion signal would.</summary>
/// <param name="defers">By a deferral, whose start then is the report; else by asking the wire itself.</param>
internal sealed class WireProbe(bool defers = false) : IDisposable
{
    private static readonly DeferralOptions Always = new() { NoGo = NoGoRules.Create() };
    private readonly ConcurrentDictionary<string, TaskCompletionSource<WireReport>> _reports = new();
    private readonly ConcurrentDictionary<string, KernelSocket> _sockets = new();
    private int _tellings;
    private int _tracked;

    public int Tracked => Volatile.Read(ref _tracked);

    /// <summary>How often the wire has told; more than <see cref="Tracked"/> would mean twice for one.</summary>
    public int Tellings => Volatile.Read(ref _tellings);

    public Task<WireReport> ReportAsync(string tag, int seconds = 8) =>
        Slot(tag).Task.WaitAsync(TimeSpan.FromSeconds(seconds));

    /// <summary>As <see cref="ReportAsync"/>, and forgets the tag.</summary>
    public async Task<WireReport> TakeReportAsync(string tag)
    {
        var report = await ReportAsync(tag, seconds: 60);
        _reports.TryRemove(tag, out _);
        return report;
    }

    public bool HasReport(string tag) => Slot(tag).Task.IsCompleted;

    /// <summary>When some responses have been handed and not sent, and for a while neither changes.</summary>
    public Task StalledAsync()
    {
        (int Tracked, int Tellings) last = default;
        var same = 0;
        return Eventually.TrueAsync(() =>
        {
            var now = (Tracked, Tellings);
            same = now == last && now.Tellings > 0 && now.Tracked > now.Tellings ? same + 1 : 0;
            last = now;
            return same == 25;
        });
    }

    public Task InvokeAsync(HttpContext context, Func<Task> next)
    {
        if (context.Request.Query["tag"] is [{ } tag] && context.Features.Get<IConnectionSocketFeature>() is { } connection)
        {
            var socket = _sockets.GetOrAdd(context.Connection.Id, static (_, state) => KernelSocket.Of(state.Socket, state.Closed), (connection.Socket, Closed: context.Features.Get<IConnectionLifetimeFeature>()!.ConnectionClosed));
            var observer = new ProbeMessage(this, socket, Slot(tag));
            if (defers)
            {
                context.Traffic().Tell(observer, Always);
                observer.ByDefault = context.Traffic().Defer(static () => { });
                if (context.Features.Get<IResponseProgressFeature>() is { } timed)
                    context.Features.Set<IResponseProgressFeature>(new ProbeMessage.TimedWire(timed, observer));
            }
            context.Response.OnCompleted(() =>
            {
                Interlocked.Increment(ref _tracked);
                observer.TakenAtCompleted = socket.Taken();
                if (defers)
                    return Task.CompletedTask;
                if (context.Features.Get<IResponseProgressFeature>() is { } wire)
                    wire.Track(context, observer);
                else
                    ((IWireObserver)observer).OnWireLevelReached(WireLevel.Handed, WireLoss.None);
                return Task.CompletedTask;
            });
        }
        return next();
    }

    public void Dispose()
    {
        foreach (var socket in _sockets.Values)
            socket.Dispose();
    }

    private TaskCompletionSource<WireReport> Slot(string tag) =>
        _reports.GetOrAdd(tag, static _ => new TaskCompletionSource<WireReport>(TaskCreationOptions.RunContinuationsAsynchronously));

    internal void CountTelling() => Interlocked.Increment(ref _tellings);
}
