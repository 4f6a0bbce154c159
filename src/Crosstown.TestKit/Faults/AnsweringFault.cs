namespace Crosstown.TestKit.Faults;

internal sealed class AnsweringFault(int status) : ResponseFault
{
    internal override async Task ServeAsync(HttpContext context, RequestDelegate next, CancellationToken testEnds)
    {
        var body = await BufferedResponse.RunAsync(context, next);
        context.Response.StatusCode = status;
        context.Response.ContentLength = null;
        if (BufferedResponse.AllowsBody(status))
            await context.Response.Body.WriteAsync(body, CancellationToken.None);
    }
}
