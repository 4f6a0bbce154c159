using Crosstown.TestKit.Control;
using Crosstown.TestKit.Faults;

namespace Crosstown.TestKit.Hosting;

/// <summary>The test's side of a client: names the fault of its requests, and in the mode Inline returns when all traffic has settled.</summary>
internal sealed class TestClientHandler(TrafficControl control, FaultDirectory faults, ResponseFault? fault) : DelegatingHandler
{
    private readonly string? _faultName = fault is null ? null : faults.Add(fault);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_faultName is not null)
        {
            request.Headers.Remove(FaultDirectory.Header);
            request.Headers.Add(FaultDirectory.Header, _faultName);
        }

        if (control.Mode != TrafficMode.Inline)
            return await CallAsync(request, cancellationToken).ConfigureAwait(false);
        HttpResponseMessage response;
        try
        {
            response = await CallAsync(request, cancellationToken).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // The call's own failure is told, and no failure of work that it has deferred.
            await control.SettledAsync(collect: true).ConfigureAwait(false);
            throw;
        }

        await control.SettledAsync(control.Options.CollectFailures).ConfigureAwait(false);
        return response;
    }

    private async Task<HttpResponseMessage> CallAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return fault is null ? response : await fault.ReceiveAsync(response, cancellationToken).ConfigureAwait(false);
    }
}
