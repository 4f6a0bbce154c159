using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Crosstown.Web.Wire.Kestrel;

/// <summary>
/// Puts a <see cref="SendLoopReader"/> and a <see cref="ReceiveLoopWriter"/> between a socket connection and its loops. It does so by a property of a class that Kestrel keeps
/// internal and may change, so <see cref="GetProvenAsync"/> tests it on a real pair of sockets before any endpoint relies on it.
/// </summary>
internal sealed class SendLoopHook
{
    private static readonly TimeSpan ProofDeadline = TimeSpan.FromSeconds(5);
    private static readonly Lazy<Task<SendLoopHook?>> Proof = new(ProveAsync);
    private readonly Type _connection;
    private readonly MethodInfo _get;
    private readonly MethodInfo _set;

    private SendLoopHook(Type connection, PropertyInfo application) =>
        (_connection, _get, _set) = (connection, application.GetMethod!, application.SetMethod!);

    /// <summary>The hook, or null if it does not work with the socket transport of this version of ASP.NET Core. Tested once per process.</summary>
    public static Task<SendLoopHook?> GetProvenAsync() => Proof.Value;

    /// <summary>Returns false and changes nothing if the connection is not one of the socket transport's own.</summary>
    /// <remarks>Called before the first byte is written. The send loop may already be waiting for that byte.</remarks>
    public bool TryAttach(ConnectionContext connection, ITransportProgress progress)
    {
        if (connection.GetType() != _connection || _get.Invoke(connection, null) is not IDuplexPipe application)
            return false;
        _set.Invoke(connection, [new DuplexPipe(new SendLoopReader(application.Input, progress), new ReceiveLoopWriter(application.Output, progress))]);
        return true;
    }

    private static SendLoopHook? Find(Type connection)
    {
        var application = connection.GetProperty("Application", BindingFlags.Instance | BindingFlags.Public);
        return application is { CanRead: true, CanWrite: true } && application.PropertyType == typeof(IDuplexPipe)
            ? new SendLoopHook(connection, application)
            : null;
    }

    private static async Task<SendLoopHook?> ProveAsync()
    {
        try
        {
            using var deadline = new CancellationTokenSource(ProofDeadline);
            return await ProveAsync(deadline.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // any failure means that the hook is not proven
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    /// <summary>Writes several segments, then one byte, then ends both sides. The hook must report each of them, to the byte.</summary>
    private static async Task<SendLoopHook?> ProveAsync(CancellationToken deadline)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndPoint!, deadline).ConfigureAwait(false);
        using var factory = new SocketConnectionContextFactory(new SocketConnectionFactoryOptions(), NullLogger.Instance);
        var connection = factory.Create(await listener.AcceptAsync(deadline).ConfigureAwait(false));
        await using var disposal = connection.ConfigureAwait(false);
        var hook = Find(connection.GetType());
        var seen = new RecordedProgress();
        if (hook is null || !hook.TryAttach(connection, seen))
            return null;
        long written = 0;
        foreach (var length in (int[])[10_000, 1])
        {
            await connection.Transport.Output.WriteAsync(new byte[length], deadline).ConfigureAwait(false);
            written += length;
            if (await seen.NextAsync(deadline).ConfigureAwait(false) != written)
                return null;
        }
        await connection.Transport.Output.CompleteAsync().ConfigureAwait(false);
        var received = 0;
        var buffer = new byte[16 * 1024];
        while (await client.ReceiveAsync(buffer, deadline).ConfigureAwait(false) is var count and > 0)
            received += count;
        return received == written && await seen.EndAsync(deadline).ConfigureAwait(false) == written ? hook : null;
    }

    private sealed class DuplexPipe(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;
        public PipeWriter Output => output;
    }

    private sealed class RecordedProgress : ITransportProgress
    {
        private readonly Channel<long> _totals = Channel.CreateUnbounded<long>();
        private readonly TaskCompletionSource<long> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _receiveEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _sent;

        public void OnSent(long bytes) => _totals.Writer.TryWrite(_sent += bytes);

        public void OnSendLoopEnded() => _ended.TrySetResult(_sent);

        public void OnReceiveLoopEnded() => _receiveEnded.TrySetResult();

        public ValueTask<long> NextAsync(CancellationToken deadline) => _totals.Reader.ReadAsync(deadline);

        public async Task<long> EndAsync(CancellationToken deadline)
        {
            await _receiveEnded.Task.WaitAsync(deadline).ConfigureAwait(false);
            return await _ended.Task.WaitAsync(deadline).ConfigureAwait(false);
        }
    }
}
