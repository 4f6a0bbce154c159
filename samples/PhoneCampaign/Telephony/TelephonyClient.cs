using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Crosstown.Actors;
using Microsoft.Extensions.Options;

namespace PhoneCampaign.Telephony;

/// <summary>The provider's REST resource <c>POST /2010-04-01/Accounts/{AccountSid}/Calls.json</c>.</summary>
internal sealed class TelephonyClient
{
    private readonly HttpClient _http;
    private readonly TelephonyOptions _options;

    public TelephonyClient(HttpClient http, IOptions<TelephonyOptions> options)
    {
        _http = http;
        _options = options.Value;
        _http.BaseAddress = _options.BaseAddress;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_options.AccountSid}:{_options.AuthToken}")));
    }

    /// <param name="to">E.164.</param>
    /// <param name="reference">The caller's own name for the call; the provider passes it back with the callback.</param>
    /// <param name="dispatched">The place in which the call was dispatched, for the provider's log.</param>
    /// <param name="cancellationToken">Ends the wait; the provider may still place the call.</param>
    /// <exception cref="RetryAfterException">The provider asks to be called later: 429, or another status with Retry-After.</exception>
    /// <exception cref="CallRefusedException">The provider refuses the call: another 4xx.</exception>
    /// <exception cref="HttpRequestException">The provider cannot be reached, or has a fault of its own: 5xx.</exception>
    public async Task<CallResource> PlaceCallAsync(string to, string reference, int dispatched, CancellationToken cancellationToken)
    {
        var url = $"{_options.CallbackUrl}?reference={Uri.EscapeDataString(reference)}&dispatched={dispatched.ToString(CultureInfo.InvariantCulture)}";
        using var form = new FormUrlEncodedContent([new("To", to), new("From", _options.From), new("Url", url)]);
        using var response = await _http.PostAsync(new Uri($"/2010-04-01/Accounts/{_options.AccountSid}/Calls.json", UriKind.Relative), form, cancellationToken);
        // A 503 without Retry-After is a fault like any other, and waits its backoff.
        RetryAfterException.ThrowIfAsked(response, otherwise: response.StatusCode == HttpStatusCode.TooManyRequests ? TimeSpan.FromSeconds(1) : null);
        if ((int)response.StatusCode is >= 400 and < 500)
            throw new CallRefusedException($"The provider refused the call to {to} with {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<CallResource>(cancellationToken)
            ?? throw new HttpRequestException("The provider answered without a call resource.");
    }
}
