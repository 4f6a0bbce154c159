using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Crosstown.Tests.Harness.Wire;

/// <summary>Asks the kernel about a socket of the server's, through a descriptor of its own, with no help from the code under test.</summary>
internal sealed partial class KernelSocket : IDisposable
{
    private const int Tcp = 6;
    private const int TcpInfo = 11;
    private const int OutQueue = 0x5411;
    private readonly Lock _gate = new();
    private readonly SafeFileHandle _handle;
    private long _taken;
    private long _acknowledged;
    private bool _isFrozen;

    private KernelSocket(SafeFileHandle handle) => _handle = handle;

    /// <param name="accepted">The server's socket.</param>
    /// <param name="closed">When the server has closed it: then what the kernel knows is kept, and this descriptor no longer holds a reset back.</param>
    public static KernelSocket Of(Socket accepted, CancellationToken closed)
    {
        var socket = new KernelSocket(Duplicate(accepted.SafeHandle, 1030, 0));
        closed.UnsafeRegister(static state => ((KernelSocket)state!).Dispose(), socket);
        return socket;
    }

    /// <summary>How many bytes the kernel has taken from the server: those acknowledged and those still in the send queue.</summary>
    public long Taken()
    {
        lock (_gate)
            return _isFrozen ? _taken : AskTaken();
    }

    /// <summary>How many bytes the peer has acknowledged.</summary>
    public long Acknowledged()
    {
        lock (_gate)
            return _isFrozen ? _acknowledged : AskAcknowledged();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isFrozen)
                return;
            _acknowledged = AskAcknowledged();
            _taken = AskTaken();
            _isFrozen = true;
            _handle.Dispose();
        }
    }

    private long AskTaken()
    {
        // The two answers belong together when no acknowledgement came in between.
        while (true)
        {
            var before = AskAcknowledged();
            if (Control(_handle, OutQueue, out var queued) != 0)
                throw new InvalidOperationException($"SIOCOUTQ: errno {Marshal.GetLastPInvokeError()}");
            if (AskAcknowledged() == before)
                return before + queued;
        }
    }

    private unsafe long AskAcknowledged()
    {
        var info = stackalloc byte[128];
        var length = 128;
        if (GetSocketOption(_handle, Tcp, TcpInfo, info, ref length) != 0 || length < 128)
            throw new InvalidOperationException($"TCP_INFO: errno {Marshal.GetLastPInvokeError()}");
        return *(long*)(info + 120);
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial SafeFileHandle Duplicate(SafeHandle socket, int command, int atLeast);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    private static unsafe partial int GetSocketOption(SafeHandle socket, int level, int name, byte* value, ref int length);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeHandle socket, nuint request, out int value);
}
