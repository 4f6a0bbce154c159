using Crosstown.Tests.Harness.Wire;

namespace Crosstown.Stress.Wire;

/// <summary>One connection's share of a run. Without observations its requests defer nothing.</summary>
internal static class WireLoad
{
    private const int PipelineDepth = 16;
    private const int StreamsAtOnce = 8;
    private const int SmallReceiveBuffer = 64 * 1024;

    public static async Task RunAsync(WireHost host, WireProtocol protocol, WireKind kind, int count, int connection, Observations? seen)
    {
        var ends = new List<(string Tag, long End)>(count);
        await (protocol is WireProtocol.Http1 or WireProtocol.Http1Tls
            ? Http1Async(host, protocol, kind, count, Name, ends, CollectAsync)
            : Http2Async(host, protocol, kind, count, Name, ends, CollectAsync));

        // While the connection is still open: that a client leaves at the last moment is another matter.
        async Task CollectAsync()
        {
            if (seen is null)
                return;
            foreach (var (tag, end) in ends)
                seen.Add(await host.Probe.TakeReportAsync(tag), end);
        }

        string? Name(int i) => seen is null ? null : $"{protocol}.{kind.Name}.{connection}.{i}";
    }

    private static async Task Http1Async(
        WireHost host, WireProtocol protocol, WireKind kind, int count, Func<int, string?> name, List<(string Tag, long End)> ends, Func<Task> collect)
    {
        await using var client = await Http1Client.ConnectAsync(host, protocol, Buffer(kind));
        var depth = kind == WireKind.Pipelined ? PipelineDepth : 1;
        for (var i = 0; i < count; i += depth)
        {
            var batch = Math.Min(depth, count - i);
            await client.SendAsync(string.Concat(Enumerable.Range(i, batch).Select(n =>
                Http1Client.Request(Target(kind, name(n)), "Accept-Encoding: gzip\r\n", kind.Method))));
            for (var n = i; n < i + batch; n++)
            {
                var response = await client.ReceiveAsync(toHead: kind.Method == "HEAD")
                    ?? throw new IOException($"{protocol} {kind.Name}: the connection ended.");
                ends.Add((name(n) ?? "", response.RawEnd));
            }
        }
        await collect();
    }

    private static async Task Http2Async(
        WireHost host, WireProtocol protocol, WireKind kind, int count, Func<int, string?> name, List<(string Tag, long End)> ends, Func<Task> collect)
    {
        await using var client = await Http2Client.ConnectAsync(host, protocol, receiveBuffer: Buffer(kind));
        for (var i = 0; i < count; i += StreamsAtOnce)
        {
            var streams = new List<(string Tag, int Stream)>(StreamsAtOnce);
            for (var n = i; n < Math.Min(count, i + StreamsAtOnce); n++)
                streams.Add((name(n) ?? "", await client.GetAsync(Target(kind, name(n)), kind.Method)));
            foreach (var (tag, stream) in streams)
            {
                var response = await client.TakeAsync(stream);
                ends.Add((tag, response.IsWhole ? response.RawEnd : throw new IOException($"{protocol} {kind.Name}: the stream was reset.")));
            }
        }
        await collect();
    }

    private static int Buffer(WireKind kind) => WireKind.Large.Contains(kind) ? SmallReceiveBuffer : 0;

    private static string Target(WireKind kind, string? tag) => tag is null ? kind.Target : kind.Tagged(Uri.EscapeDataString(tag));
}
