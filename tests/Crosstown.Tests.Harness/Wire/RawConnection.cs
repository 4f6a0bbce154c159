using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Crosstown.Tests.Harness.Wire;

/// <summary>A client's connection that knows, of each byte of plaintext, how many raw bytes it took to get it.</summary>
internal sealed class RawConnection : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly RecordStream? _records;
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private long _rawRead;
    private long _plainRead;

    private RawConnection(Socket socket, Stream stream, RecordStream? records) => (Socket, _stream, _records) = (socket, stream, records);

    public Socket Socket { get; }

    /// <summary>Plaintext bytes taken so far.</summary>
    public long PlainPosition => _plainRead - (_end - _start);

    /// <summary>Raw bytes that end with the last plaintext byte taken (with its record, under TLS).</summary>
    public long RawPosition => _records is null ? _rawRead - (_end - _start) : _rawRead;

    public static async Task<RawConnection> ConnectAsync(int port, SslApplicationProtocol? tls = null, int receiveBuffer = 0)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer > 0)
            socket.ReceiveBufferSize = receiveBuffer;
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var network = new NetworkStream(socket, ownsSocket: true);
        if (tls is not { } protocol)
            return new RawConnection(socket, network, null);
        var records = new RecordStream(network);
        var ssl = new SslStream(records);
        await ssl.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            ApplicationProtocols = [protocol],
            // The certificate was made at run time: it must be that one, whatever it lacks otherwise.
            RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate?.Subject == "CN=localhost",
        });
        return new RawConnection(socket, ssl, records);
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => _stream.WriteAsync(bytes);

    /// <summary>Takes exactly these many bytes; null at the end of the stream.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> TakeAsync(int count)
    {
        while (_end - _start < count)
        {
            if (!await FillAsync())
                return null;
        }
        _start += count;
        return _buffer.AsMemory(_start - count, count);
    }

    /// <summary>Takes up to and including the next occurrence of a byte sequence; null at the end of the stream.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> TakeThroughAsync(byte[] mark)
    {
        while (true)
        {
            var found = _buffer.AsSpan(_start, _end - _start).IndexOf(mark);
            if (found >= 0)
                return await TakeAsync(found + mark.Length);
            if (!await FillAsync())
                return null;
        }
    }

    /// <summary>Takes all that comes until the connection ends, in an orderly way or by a reset.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> TakeToEndAsync()
    {
        try
        {
            while (await FillAsync())
            {
                // It is in the buffer.
            }
        }
        catch (IOException)
        {
            // A reset.
        }
        (var start, _start) = (_start, _end);
        return _buffer.AsMemory(start, _end - start);
    }

    public async ValueTask<bool> SkipAsync(long count)
    {
        while (count > 0)
        {
            if (_start == _end && !await FillAsync())
                return false;
            var taken = (int)Math.Min(count, _end - _start);
            _start += taken;
            count -= taken;
        }
        return true;
    }

    /// <summary>Closes with a reset instead of an orderly end.</summary>
    public void Reset()
    {
        Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        Socket.Close();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _stream.DisposeAsync();
        }
        catch (IOException)
        {
            // The server was quicker.
        }
        Socket.Dispose();
    }

    private async ValueTask<bool> FillAsync()
    {
        if (_start == _end)
            _start = _end = 0;
        else if (_end == _buffer.Length)
        {
            if (_start == 0)
                Array.Resize(ref _buffer, _buffer.Length * 2);
            else
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }
        }
        // Under TLS one record at a time, and only when the one before is used up: RawPosition is then that record's end.
        var count = await _stream.ReadAsync(_buffer.AsMemory(_end));
        _end += count;
        _plainRead += count;
        _rawRead = _records?.Position64 ?? _rawRead + count;
        return count > 0;
    }
}
