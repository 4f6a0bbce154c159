namespace Crosstown.Web.Tests.Requests;

/// <summary>Shows the outcome of a response as deferred work sees it.</summary>
internal static class OutcomeProbe
{
    private static readonly DeferralOptions Always = new() { NoGo = [] };

    /// <summary>Defers work that runs whatever the status, and keeps the snapshot that it gets.</summary>
    public static void Watch(ICrosstownTraffic traffic, Seen<RequestSnapshot> seen) =>
        traffic.Defer<TrafficContext>(
            (context, _) =>
            {
                seen.Set(context.Request!);
                return Task.CompletedTask;
            },
            Always);

    /// <summary>Requests the path and ignores a response that the server cuts short.</summary>
    public static async Task GetAnyhow(HttpClient client, string path)
    {
        try
        {
            using var response = await client.GetAsync(path);
        }
        catch (HttpRequestException)
        {
            // The server may have cut the response short.
        }
    }
}
