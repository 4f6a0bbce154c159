using System.Globalization;

namespace Crosstown.Web.Completion;

/// <summary>What a request gets whose handler let <see cref="TrafficFullException"/> out: 503 with Retry-After, as ProblemDetails.</summary>
internal static partial class TrafficFullAnswer
{
    public static Task WriteAsync(HttpContext context, TrafficHost host, TrafficFullException exception)
    {
        Log.TrafficFull(host.Logger, context.TraceIdentifier, exception.Message);
        context.Response.Clear();
        context.Response.Headers.RetryAfter = Math.Ceiling(host.System.Settings.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(
            statusCode: StatusCodes.Status503ServiceUnavailable,
            title: "Service Unavailable",
            detail: "The server has no room for the work that this request defers. Try again later.").ExecuteAsync(context);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.TrafficFull, LogLevel.Warning, "Request {TraceIdentifier} is answered with 503, for there was no room for what it deferred: {Reason}")]
        public static partial void TrafficFull(ILogger logger, string traceIdentifier, string reason);
    }
}
