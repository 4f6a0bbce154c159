using Crosstown.Actors;

namespace Crosstown.Web.Tests.Wire.Outcomes;

/// <summary>One way for a response to end, played once.</summary>
internal sealed class OutcomeRun(WireHost host, IOutcomeClient client, OutcomeAnswers answers) : IAsyncDisposable
{
    private const string Tag = "run";

    public IOutcomeClient Client => client;

    public OutcomeAnswers Answers => answers;

    public WireHost Host => host;

    public static async Task<OutcomeRun> StartAsync(bool isHttp2, bool slowReaders)
    {
        var answers = new OutcomeAnswers();
        var host = await WireHost.StartAsync(answers.AddServices, answers.Map, slowReaders ? OutcomeAnswers.LimitRate : null, defers: true);
        IOutcomeClient client = isHttp2
            ? new Http2OutcomeClient(await Http2Client.ConnectAsync(host, WireProtocol.Http2, slowReaders ? int.MaxValue : 65_535, receiveBuffer: slowReaders ? 8 * 1024 : 0, pausesAfterHead: slowReaders))
            : new Http1OutcomeClient(await Http1Client.ConnectAsync(host, WireProtocol.Http1, receiveBuffer: slowReaders ? 8 * 1024 : 0));
        return new OutcomeRun(host, client, answers);
    }

    public Task SendAsync(string path, string method = "GET", byte[]? body = null, long? contentLength = null) =>
        client.SendAsync($"{path}?tag={Tag}", method, body, contentLength);

    /// <summary>Sends, and reads the response's head.</summary>
    public async Task<int?> PlainAsync(string path, string method = "GET", byte[]? body = null)
    {
        await SendAsync(path, method, body);
        return await client.HeadAsync();
    }

    /// <summary>Sends, and waits until the handler is at work.</summary>
    public async Task EnterAsync(string path)
    {
        await SendAsync(path);
        await EnteredAsync();
    }

    public Task EnteredAsync() => answers.Entered.Task.WaitAsync(TimeSpan.FromSeconds(8));

    /// <summary>The row's cells: status told, outcome, verdict, level.</summary>
    public async Task<string> ToldAsync()
    {
        var report = await host.Probe.ReportAsync(Tag, seconds: 20);
        var response = report.Response!;
        var fate = await report.ByDefault!.WaitAsync().WaitAsync(TimeSpan.FromSeconds(8));
        return $"{response.StatusCode} | {response.Outcome} | {(fate == Fate.Ran ? "go" : fate == Fate.NoGo ? "no-go" : fate)} | {response.Level}";
    }

    public async ValueTask DisposeAsync()
    {
        answers.Open();
        await client.DisposeAsync();
        await host.DisposeAsync();
    }
}
