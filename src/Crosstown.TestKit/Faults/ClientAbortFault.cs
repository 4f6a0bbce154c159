namespace Crosstown.TestKit.Faults;

internal sealed class ClientAbortFault(int atByte) : ResponseFault
{
    internal override async Task ServeAsync(HttpContext context, RequestDelegate next, CancellationToken testEnds)
    {
        var body = await BufferedResponse.RunAsync(context, next);
        await BufferedResponse.BeginAsync(context, body, atByte);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, testEnds);
        await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    internal override async Task<HttpResponseMessage> ReceiveAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using (response)
        {
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await body.ReadAtLeastAsync(new byte[atByte], atByte, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        }

        throw new OperationCanceledException($"The test's client left at byte {atByte} of the response.");
    }
}
