using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace PhoneCampaign.Tests;

/// <summary>Answers the calls of the application's HTTP client in place of the telephony provider, and notes the numbers.</summary>
internal sealed class FakeProvider : HttpMessageHandler
{
    private readonly ConcurrentQueue<string> _called = [];

    public IReadOnlyCollection<string> Called => _called;

    /// <summary>The statuses of the first answers.</summary>
    public ConcurrentQueue<HttpStatusCode> FirstAnswers { get; set; } = [];

    /// <summary>The status of each answer after them.</summary>
    public HttpStatusCode Answer { get; set; } = HttpStatusCode.Created;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = await request.Content!.ReadAsStringAsync(cancellationToken);
        _called.Enqueue(Uri.UnescapeDataString(form.Split('&').Single(field => field.StartsWith("To=", StringComparison.Ordinal))["To=".Length..]));
        return new HttpResponseMessage(FirstAnswers.TryDequeue(out var first) ? first : Answer) { Content = new StringContent("""{"sid":"CA1"}""", Encoding.UTF8, "application/json") };
    }
}
