using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Crosstown.Web.Wire;

/// <summary>A duplicate of a TCP socket's descriptor (Linux), which still answers after the server has closed its own.</summary>
internal sealed partial class TcpSocketHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int Tcp = 6;
    private const int TcpInfo = 11;
    private const int StateOffset = 0;
    private const int BytesAckedOffset = 120;
    private const byte Closed = 7;
    private const int DuplicateCloseOnExec = 1030;

    public TcpSocketHandle() : base(ownsHandle: true) { }

    /// <returns>Null if the socket is closed or the process has no descriptor left.</returns>
    public static TcpSocketHandle? DuplicateOf(SafeHandle socket)
    {
        TcpSocketHandle copy;
        try
        {
            copy = Duplicate(socket, DuplicateCloseOnExec, 0);
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
        if (!copy.IsInvalid)
            return copy;
        copy.Dispose();
        return null;
    }

    /// <summary>Reads from <c>TCP_INFO</c> how many bytes the peer has acknowledged, and whether the connection is closed, so that no more will be.</summary>
    /// <remarks>This side's FIN counts as one byte once it is acknowledged. All bytes before it are acknowledged by then, so the count cannot mislead.</remarks>
    public unsafe bool TryGetAcknowledged(out long bytes, out bool isClosed)
    {
        const int Needed = BytesAckedOffset + sizeof(long);
        var info = stackalloc byte[Needed];
        var length = Needed;
        bytes = 0;
        isClosed = false;
        if (GetSocketOption(this, Tcp, TcpInfo, info, ref length) != 0 || length < Needed)
            return false;
        isClosed = info[StateOffset] == Closed;
        bytes = *(long*)(info + BytesAckedOffset);
        return true;
    }

    protected override bool ReleaseHandle() => Close((int)handle) == 0;

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial TcpSocketHandle Duplicate(SafeHandle socket, int command, int atLeast);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    private static unsafe partial int GetSocketOption(SafeHandle socket, int level, int name, byte* value, ref int length);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
