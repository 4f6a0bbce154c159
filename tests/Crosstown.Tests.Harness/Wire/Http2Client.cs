using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Security;
using System.Text;

namespace Crosstown.Tests.Harness.Wire;

/// <summary>HTTP/2 by hand: it opens its windows when the test says so, and resets when the test says so.</summary>
internal sealed class Http2Client : IAsyncDisposable
{
    private readonly RawConnection _connection;
    private readonly ConcurrentDictionary<int, Http2Response> _responses = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly bool _opensWindows;
    private Task _reading = Task.CompletedTask;
    private readonly TaskCompletionSource _pause = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _nextStream = 1;

    private readonly string _scheme;

    private Http2Client(RawConnection connection, string scheme, bool opensWindows) =>
        (_connection, _scheme, _opensWindows) = (connection, scheme, opensWindows);

    public RawConnection Connection => _connection;

    /// <summary>Ends when the connection does.</summary>
    public Task Reading => _reading;

    public static async Task<Http2Client> ConnectAsync(
        WireHost host, WireProtocol protocol, int streamWindow = 65_535, bool opensWindows = true, int receiveBuffer = 0, bool reads = true, bool pausesAfterHead = false,
        string before = "")
    {
        var connection = protocol == WireProtocol.Http2
            ? await RawConnection.ConnectAsync(host.Http2Port, receiveBuffer: receiveBuffer)
            : await RawConnection.ConnectAsync(host.TlsPort, SslApplicationProtocol.Http2, receiveBuffer);
        var client = new Http2Client(connection, protocol == WireProtocol.Http2 ? "http" : "https", opensWindows);
        await connection.SendAsync(Encoding.ASCII.GetBytes(before + "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
        var settings = new byte[12];
        BinaryPrimitives.WriteUInt16BigEndian(settings, 1); // no dynamic table: each head can be read by itself
        BinaryPrimitives.WriteUInt16BigEndian(settings.AsSpan(6), 4);
        BinaryPrimitives.WriteInt32BigEndian(settings.AsSpan(8), streamWindow);
        await client.SendFrameAsync(4, 0, 0, settings);
        if (!pausesAfterHead)
            client._pause.SetResult();
        if (reads)
            client._reading = Task.Run(client.ReadAsync);
        return client;
    }

    public async Task<int> GetAsync(string target, string method = "GET", bool endStream = true, (string Name, string Value)? header = null)
    {
        var head = new MemoryStream();
        Literal(head, ":method", method);
        Literal(head, ":scheme", _scheme);
        Literal(head, ":authority", "localhost");
        Literal(head, ":path", target);
        if (header is { } more)
            Literal(head, more.Name, more.Value);
        await _writing.WaitAsync();
        try
        {
            // Under the lock: ids must arrive in order.
            var stream = _nextStream;
            _nextStream += 2;
            Response(stream);
            await _connection.SendAsync(Frame(1, (byte)(endStream ? 5 : 4), stream, head.ToArray()));
            return stream;
        }
        finally
        {
            _writing.Release();
        }
    }

    public Task SendDataAsync(int stream, byte[] data, bool endStream) => SendFrameAsync(0, (byte)(endStream ? 1 : 0), stream, data);

    /// <summary>Stream 0 is the connection's own window.</summary>
    public Task OpenWindowAsync(int stream, int bytes) => SendFrameAsync(8, 0, stream, Word(bytes));

    public Task ResetAsync(int stream, int code = 8) => SendFrameAsync(3, 0, stream, Word(code));

    /// <summary>When the server has ended the stream, or the connection has ended.</summary>
    public Task<Http2Response> ReceiveAsync(int stream, int seconds = 8) =>
        Response(stream).Ended.Task.WaitAsync(TimeSpan.FromSeconds(seconds));

    public Http2Response Response(int stream) => _responses.GetOrAdd(stream, static id => new Http2Response(id));

    /// <summary>Receives as <see cref="ReceiveAsync"/>, and forgets the stream.</summary>
    public async Task<Http2Response> TakeAsync(int stream)
    {
        var response = await ReceiveAsync(stream, seconds: 60);
        _responses.TryRemove(stream, out _);
        return response;
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _pause.TrySetResult();
        await _reading;
        _writing.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _connection.TakeAsync(9) is { } header)
            {
                var (type, flags) = (header.Span[3], header.Span[4]);
                var length = header.Span[0] << 16 | header.Span[1] << 8 | header.Span[2];
                var stream = BinaryPrimitives.ReadInt32BigEndian(header.Span[5..]) & int.MaxValue;
                if (await _connection.TakeAsync(length) is not { } payload)
                    break;
                await OnFrameAsync(type, flags, stream, payload);
                if (type == 1)
                    await _pause.Task;
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The connection's end, however it came.
        }
        foreach (var response in _responses.Values)
            response.Ended.TrySetResult(response);
    }

    private async Task OnFrameAsync(byte type, byte flags, int stream, ReadOnlyMemory<byte> payload)
    {
        var response = Response(stream);
        switch (type)
        {
            case 0:
                response.Body += payload.Length;
                if (_opensWindows && payload.Length > 0)
                {
                    await OpenWindowAsync(0, payload.Length);
                    if ((flags & 1) == 0)
                        await OpenWindowAsync(stream, payload.Length);
                }
                break;
            case 1 when response.Status == 0:
                response.Status = Status(payload.Span);
                response.Headed.TrySetResult();
                break;
            case 3:
                response.ResetCode = BinaryPrimitives.ReadInt32BigEndian(payload.Span);
                break;
            case 4 when (flags & 1) == 0:
                await SendFrameAsync(4, 1, 0, []);
                break;
            case 7:
                Response(0).ResetCode = BinaryPrimitives.ReadInt32BigEndian(payload.Span[4..]);
                break;
            default:
                break;
        }
        if (stream == 0 || type != 3 && (type > 1 || (flags & 1) == 0) || response.RawEnd != 0)
            return;
        response.IsWhole = type != 3;
        response.RawEnd = _connection.RawPosition;
        response.Ended.TrySetResult(response);
    }

    // Indexed :status (RFC 7541, appendix A, 8 to 14), or a literal whose name is index 8.
    private static int Status(ReadOnlySpan<byte> head)
    {
        while (head[0] is >= 0x20 and < 0x40)
            head = head[1..];
        ReadOnlySpan<int> known = [200, 204, 206, 304, 400, 404, 500];
        return head[0] >= 0x88 && head[0] <= 0x8E ? known[head[0] - 0x88] : int.Parse(head.Slice(2, 3), System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task SendFrameAsync(byte type, byte flags, int stream, byte[] payload)
    {
        await _writing.WaitAsync();
        try
        {
            await _connection.SendAsync(Frame(type, flags, stream, payload));
        }
        finally
        {
            _writing.Release();
        }
    }

    private static byte[] Frame(byte type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8 | type);
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        return frame;
    }

    private static void Literal(MemoryStream head, string name, string value)
    {
        head.WriteByte(0);
        foreach (var text in (string[])[name, value])
        {
            head.WriteByte(checked((byte)text.Length)); // no Huffman; below 127 the length is one byte
            head.Write(Encoding.ASCII.GetBytes(text));
        }
    }

    private static byte[] Word(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
