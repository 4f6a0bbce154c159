using System.Net;

namespace PhoneCampaign.Telephony;

/// <summary>Sends a request that was answered with 429 again after its Retry-After, up to five times.</summary>
internal sealed class RetryAfterHandler(TimeProvider time) : DelegatingHandler
{
    private const int Retries = 5;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (response.StatusCode != HttpStatusCode.TooManyRequests || attempt == Retries)
                return response;
            var wait = Wait(response);
            response.Dispose();
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    // RFC 9110, 10.2.3: seconds or a date. Without one: a second.
    private TimeSpan Wait(HttpResponseMessage response)
    {
        var after = response.Headers.RetryAfter;
        var wait = after?.Delta ?? (after?.Date is { } date ? date - time.GetUtcNow() : TimeSpan.FromSeconds(1));
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }
}
