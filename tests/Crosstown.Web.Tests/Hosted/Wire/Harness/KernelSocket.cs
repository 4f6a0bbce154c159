using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Crosstown.Web.Tests.Hosted.Wire.Harness;

/// <summary>Asks the kernel about a socket of the server's, through a descriptor of its own, with no help from the code under test.</summary>
internal sealed partial class KernelSocket : IDisposable
{
    private const int Tcp = 6;
    private const int TcpInfo = 11;
    private const int OutQueue = 0x5411;
    private readonly SafeFileHandle _handle;

    private KernelSocket(SafeFileHandle handle) => _handle = handle;

    public static KernelSocket Of(Socket accepted) => new(Duplicate(accepted.SafeHandle, 1030, 0));

    /// <summary>How many bytes the kernel has taken from the server: those acknowledged and those still in the send queue.</summary>
    public long Taken()
    {
        // The two answers belong together when no acknowledgement came in between.
        while (true)
        {
            var before = Acknowledged();
            if (Control(_handle, OutQueue, out var queued) != 0)
                throw new InvalidOperationException($"SIOCOUTQ: errno {Marshal.GetLastPInvokeError()}");
            if (Acknowledged() == before)
                return before + queued;
        }
    }

    /// <summary>How many bytes the peer has acknowledged.</summary>
    public unsafe long Acknowledged()
    {
        var info = stackalloc byte[128];
        var length = 128;
        if (GetSocketOption(_handle, Tcp, TcpInfo, info, ref length) != 0 || length < 128)
            throw new InvalidOperationException($"TCP_INFO: errno {Marshal.GetLastPInvokeError()}");
        return *(long*)(info + 120);
    }

    public void Dispose() => _handle.Dispose();

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial SafeFileHandle Duplicate(SafeHandle socket, int command, int atLeast);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    private static unsafe partial int GetSocketOption(SafeHandle socket, int level, int name, byte* value, ref int length);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeHandle socket, nuint request, out int value);
}
