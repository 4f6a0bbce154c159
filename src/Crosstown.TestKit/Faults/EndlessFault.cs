namespace Crosstown.TestKit.Faults;

internal sealed class EndlessFault : ResponseFault
{
    internal override async Task ServeAsync(HttpContext context, RequestDelegate next, CancellationToken testEnds)
    {
        var body = await BufferedResponse.RunAsync(context, next);
        await BufferedResponse.BeginAsync(context, body, body.Length);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, testEnds);
        await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }
}
