using Crosstown.TestKit.Faults;

namespace Crosstown.TestKit;

/// <summary>
/// What happens to the response of a test's request, once the application's pipeline has run and deferred: <c>app.CreateClient(ResponseFault.AnswersWith(503))</c>. One instance may serve
/// many requests. No other assembly can derive from it.
/// </summary>
public abstract class ResponseFault
{
    private protected ResponseFault()
    {
    }

    /// <summary>The response has this status, whatever the application has answered.</summary>
    /// <param name="status">200 to 999.</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is out of its range.</exception>
    public static ResponseFault AnswersWith(int status)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 999);
        return new AnsweringFault(status);
    }

    /// <summary>An exception leaves the application before the response has started: a 500 on Kestrel; on TestServer the client's call throws it.</summary>
    /// <param name="exception">The exception; null for an <see cref="InvalidOperationException"/>.</param>
    public static ResponseFault ThrowsBeforeStart(Exception? exception = null) => new ThrowingFault(null, exception);

    /// <summary>An exception leaves the application when the head and some of the body are out: the response is truncated.</summary>
    /// <param name="atByte">How many bytes of the body the server has sent, at least 0. A shorter body is filled up with spaces. The client may see fewer where the end overtakes them.</param>
    /// <param name="exception">The exception; null for an <see cref="InvalidOperationException"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="atByte"/> is negative.</exception>
    public static ResponseFault ThrowsAfterStart(int atByte = 0, Exception? exception = null) => new ThrowingFault(NotNegative(atByte), exception);

    /// <summary>The client leaves when it has some of the body: its call throws <see cref="OperationCanceledException"/>, and the server sees the connection end.</summary>
    /// <inheritdoc cref="ThrowsAfterStart" path="/param[@name='atByte']"/>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="atByte"/> is negative.</exception>
    public static ResponseFault AbortedByClient(int atByte = 0) => new ClientAbortFault(NotNegative(atByte));

    /// <summary>The server ends the connection when some of the body is out, as it does with a client that reads too slowly.</summary>
    /// <inheritdoc cref="ThrowsAfterStart" path="/param[@name='atByte']"/>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="atByte"/> is negative.</exception>
    public static ResponseFault AbortedByServer(int atByte = 0) => new ServerAbortFault(NotNegative(atByte));

    /// <summary>
    /// The head and the application's body are out, and the response never ends, until the client disposes of it or the host ends. Call the client with
    /// <see cref="HttpCompletionOption.ResponseHeadersRead"/>: other calls wait for the end.
    /// </summary>
    public static ResponseFault NeverCompletes() => new EndlessFault();

    /// <summary>The response goes out whole, and is not known to have got anywhere, so nothing is released, until <see cref="WithheldWire.Grant"/>.</summary>
    public static WithheldWire WithholdsWire() => new();

    /// <summary>Runs the rest of the pipeline and spoils its response.</summary>
    internal abstract Task ServeAsync(HttpContext context, RequestDelegate next, CancellationToken testEnds);

    /// <summary>Called in the client, when the response's head is there.</summary>
    internal virtual Task<HttpResponseMessage> ReceiveAsync(HttpResponseMessage response, CancellationToken cancellationToken) => Task.FromResult(response);

    /// <summary>Called when the response is over. Returns the request with the response by which the deferrals are judged.</summary>
    internal virtual ValueTask<RequestSnapshot> CompletingAsync(RequestSnapshot request, CancellationToken testEnds) => new(request);

    private static int NotNegative(int atByte)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(atByte);
        return atByte;
    }
}
