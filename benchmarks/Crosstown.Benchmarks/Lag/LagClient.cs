using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Crosstown.Benchmarks.Lag;

/// <summary>16 keep-alive connections, a thread each, that note when they have read a response's last byte. Stopwatch is one clock for all processes of a machine.</summary>
internal sealed class LagClient(int port)
{
    private const int Connections = 16;

    /// <summary>By request number; 0 where there was no such request. Each slot is written by the one thread that drew its number.</summary>
    private readonly long[] _ends = new long[1 << 22];

    private int _last = -1;

    public int Requests => Volatile.Read(ref _last) + 1;

    /// <summary>Valid for what was sent in runs that are over.</summary>
    public ReadOnlySpan<long> Ends => _ends.AsSpan(0, Requests);

    /// <summary>Sends for this long; on each connection the next request after the last response, at once or (paced) after 5 to 15 ms.</summary>
    public async Task RunAsync(TimeSpan duration, bool paced)
    {
        var until = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ =>
            Task.Factory.StartNew(() => Connection(until, paced), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    private void Connection(long until, bool paced)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, port);
        var request = new byte[64];
        var response = new byte[4096];
        while (Stopwatch.GetTimestamp() < until)
        {
            if (paced)
                Thread.Sleep(Random.Shared.Next(5, 16));
            var number = Interlocked.Increment(ref _last);
            var length = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"GET /?{number} HTTP/1.1\r\nHost: lag\r\n\r\n"), request);
            socket.Send(request.AsSpan(0, length));
            Receive(socket, response);
            _ends[number] = Stopwatch.GetTimestamp();
        }
    }

    private static void Receive(Socket socket, byte[] response)
    {
        for (var have = 0; ;)
        {
            var read = socket.Receive(response.AsSpan(have));
            if (read == 0)
                throw new InvalidOperationException("The server closed a connection.");
            have += read;
            var head = response.AsSpan(0, have).IndexOf("\r\n\r\n"u8);
            if (head < 0 || have < head + 4 + LagServer.ContentLength)
                continue;
            if (!response.AsSpan().StartsWith("HTTP/1.1 200"u8))
                throw new InvalidOperationException(Encoding.ASCII.GetString(response, 0, have));
            return;
        }
    }
}
