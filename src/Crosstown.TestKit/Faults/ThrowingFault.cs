namespace Crosstown.TestKit.Faults;

/// <param name="atByte">How much of the body is out by then; null for nothing, not even the head.</param>
/// <param name="exception">Null for one of the fault's own.</param>
internal sealed class ThrowingFault(int? atByte, Exception? exception) : ResponseFault
{
    internal override async Task ServeAsync(HttpContext context, RequestDelegate next, CancellationToken testEnds)
    {
        var body = await BufferedResponse.RunAsync(context, next);
        if (atByte is { } bytes)
            await BufferedResponse.BeginAsync(context, body, bytes);
        throw exception ?? new InvalidOperationException($"The test's fault threw {(atByte is null ? "before the response started" : $"at byte {atByte} of the response")}.");
    }
}
