using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Crosstown.Web.Requests;

/// <summary>What a request gets whose handler let an exception out that says that nothing more is admitted for now: 503 with Retry-After, as ProblemDetails.</summary>
/// <param name="Reason">The exception's message, for the log.</param>
/// <param name="RetryAfter">How long the client should wait.</param>
/// <param name="IsFull">Whether there was no room; else the process admits nothing more.</param>
internal sealed partial record UnavailableAnswer(string Reason, TimeSpan RetryAfter, bool IsFull)
{
    /// <summary>False where the exception is none of these, or the response can no longer be made another.</summary>
    public static bool IsFor(Exception exception, HttpContext context, [NotNullWhen(true)] out UnavailableAnswer? answer)
    {
        answer = exception switch
        {
            _ when context.Response.HasStarted => null,
            TrafficFullException full => new(full.Message, full.RetryAfter, IsFull: true),
            TrafficClosedException { RetryAfter: { } retryAfter } closed => new(closed.Message, retryAfter, IsFull: false),
            _ => null,
        };
        return answer is not null;
    }

    public Task WriteAsync(HttpContext context, TrafficHost host)
    {
        if (IsFull)
            Log.TrafficFull(host.Logger, context.TraceIdentifier, Reason);
        else
            Log.TrafficClosed(host.Logger, context.TraceIdentifier, Reason);
        context.Response.Clear();
        context.Response.Headers.RetryAfter = Math.Ceiling(RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(
            statusCode: StatusCodes.Status503ServiceUnavailable,
            title: "Service Unavailable",
            detail: IsFull
                ? "The server has no room for the work that this request defers. Try again later."
                : "The server is shutting down and takes no more work. Try again later.").ExecuteAsync(context);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.TrafficFull, LogLevel.Warning, "Request {TraceIdentifier} is answered with 503, for there was no room for what it deferred: {Reason}")]
        public static partial void TrafficFull(ILogger logger, string traceIdentifier, string reason);

        [LoggerMessage(EventIds.TrafficClosed, LogLevel.Warning, "Request {TraceIdentifier} is answered with 503, for the process admits nothing more: {Reason}")]
        public static partial void TrafficClosed(ILogger logger, string traceIdentifier, string reason);
    }
}
