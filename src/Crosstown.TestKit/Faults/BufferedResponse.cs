using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.TestKit.Faults;

/// <summary>A response whose body is kept back until the pipeline has run, so that the fault decides what goes out.</summary>
internal static class BufferedResponse
{
    /// <summary>Runs the pipeline.</summary>
    /// <returns>The body that the application has written.</returns>
    public static async Task<byte[]> RunAsync(HttpContext context, RequestDelegate next)
    {
        var server = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var body = new MemoryStream();
        var buffer = new StreamResponseBodyFeature(body);
        context.Features.Set<IHttpResponseBodyFeature>(buffer);
        try
        {
            await next(context);
            await buffer.CompleteAsync();
        }
        finally
        {
            context.Features.Set(server);
        }

        return body.ToArray();
    }

    /// <summary>Sends the head and the first bytes, without a length, so that only the server can end the response.</summary>
    /// <param name="context">The request.</param>
    /// <param name="body">The application's body.</param>
    /// <param name="bytes">How much of it goes out; a shorter body is filled up.</param>
    public static async Task BeginAsync(HttpContext context, byte[] body, int bytes)
    {
        var response = context.Response;
        response.ContentLength = null;
        await response.StartAsync();
        if (AllowsBody(response.StatusCode) && bytes > 0)
        {
            var part = new byte[bytes];
            part.AsSpan().Fill((byte)' ');
            body.AsSpan(0, Math.Min(bytes, body.Length)).CopyTo(part);
            await response.Body.WriteAsync(part);
        }

        await response.Body.FlushAsync();
    }

    public static bool AllowsBody(int status) => status is not (StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified);
}
