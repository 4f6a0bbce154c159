using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace Crosstown.Web.Wire.Http1;

/// <summary>
/// Finds the last byte of one HTTP/1.1 response (RFC 9112, 6.3): reads its head, and then skips its body by the length or by the chunks that the head announces. The bytes may arrive
/// in pieces of any size.
/// </summary>
/// <param name="isHead">The request's method is HEAD: the response has no body, whatever its head says.</param>
/// <remarks>The writer of the output scans; <see cref="End"/> may be read on any thread.</remarks>
// status line ──► headers ──► (1xx: status line) ──┬─► body ──────────────────────────────────► ended
//                                                   └─► chunk size ◄──► chunk   ──► trailers ──► ended
internal sealed class ResponseScan(bool isHead)
{
    private const long NotEnded = -1;
    private const int CrLf = 2;

    private Line _line;
    private Step _step;
    private int _status;
    private bool _isChunked;
    private long? _length;

    /// <summary>How many bytes of the body or the chunk are still to come.</summary>
    private long _left;
    private long _end = NotEnded;

    private enum Step : byte
    {
        StatusLine,
        Headers,
        Body,
        ChunkSize,
        Chunk,
        Trailers,
        Over,
    }

    /// <summary>The position after the response's last byte; null until that byte is written, and of a response that does not tell its end, such as a tunnel's.</summary>
    public long? End => Volatile.Read(ref _end) is var end and not NotEnded ? end : null;

    /// <summary>False once nothing more is to be found.</summary>
    public bool IsScanning => _step != Step.Over;

    /// <param name="bytes">The next bytes.</param>
    /// <param name="position">The number of bytes before them.</param>
    public void Scan(ReadOnlySpan<byte> bytes, long position)
    {
        while (!bytes.IsEmpty && IsScanning)
        {
            var taken = _step is Step.Body or Step.Chunk ? Skip(bytes.Length) : TakeLine(bytes);
            bytes = bytes[taken..];
            position += taken;
            if (_step is Step.Body && _left == 0)
                EndAt(position);
            else if (_step is Step.Chunk && _left == 0)
                _step = Step.ChunkSize;
            else if (_line.IsEnded)
                OnLine(position);
        }
    }

    private int Skip(int available)
    {
        var skipped = (int)Math.Min(_left, available);
        _left -= skipped;
        return skipped;
    }

    private int TakeLine(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.IndexOf((byte)'\n') + 1;
        var taken = length > 0 ? length : bytes.Length;
        _line.Add(bytes[..taken]);
        _line.IsEnded = length > 0;
        return taken;
    }

    private void OnLine(long position)
    {
        var line = _line.Text;
        _line.Clear();
        switch (_step)
        {
            case Step.StatusLine:
                OnStatusLine(line);
                break;
            case Step.Headers when line.IsEmpty:
                OnHeadEnded(position);
                break;
            case Step.Headers:
                OnHeader(line);
                break;
            case Step.ChunkSize:
                OnChunkSize(line);
                break;
            case Step.Trailers when line.IsEmpty:
                EndAt(position);
                break;
            default:
                break;
        }
    }

    private void OnStatusLine(ReadOnlySpan<byte> line)
    {
        // Anything else was not written by the server's HTTP/1.1, or its beginning was missed.
        var isStatusLine = line.StartsWith("HTTP/1.1 "u8) && Utf8Parser.TryParse(line[9..], out _status, out var digits) && digits == 3;
        _step = isStatusLine ? Step.Headers : Step.Over;
    }

    private void OnHeader(ReadOnlySpan<byte> line)
    {
        if (StartsWith(line, "content-length:"u8, out var value))
            _length = Utf8Parser.TryParse(value, out long length, out _) && length >= 0 ? length : null;
        else if (StartsWith(line, "transfer-encoding:"u8, out value))
            _isChunked = Ascii.EqualsIgnoreCase(value, "chunked"u8);
    }

    private void OnHeadEnded(long position)
    {
        if (_status is >= StatusCodes.Status100Continue and < StatusCodes.Status200OK and not StatusCodes.Status101SwitchingProtocols)
            _step = Step.StatusLine;
        else if (_status == StatusCodes.Status101SwitchingProtocols)
            _step = Step.Over;
        else if (isHead || _status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
            EndAt(position);
        else if (_isChunked)
            _step = Step.ChunkSize;
        else if (_length is not { } length)
            _step = Step.Over;
        else if (length == 0)
            EndAt(position);
        else
            (_step, _left) = (Step.Body, length);
    }

    private void OnChunkSize(ReadOnlySpan<byte> line)
    {
        if (!Utf8Parser.TryParse(line, out long size, out _, 'x') || size is < 0 or > long.MaxValue - CrLf)
            _step = Step.Over;
        else if (size == 0)
            _step = Step.Trailers;
        else
            (_step, _left) = (Step.Chunk, size + CrLf);
    }

    private void EndAt(long position)
    {
        _step = Step.Over;
        Volatile.Write(ref _end, position);
    }

    private static bool StartsWith(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var isIt = line.Length >= name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name);
        value = isIt ? line[name.Length..].Trim((byte)' ') : default;
        return isIt;
    }

    /// <summary>The beginning of a line, which is as much as is read of it.</summary>
    private struct Line
    {
        private Beginning _bytes;
        private int _length;

        public bool IsEnded { get; set; }

        /// <summary>The line without its end.</summary>
        [UnscopedRef]
        public ReadOnlySpan<byte> Text => ((ReadOnlySpan<byte>)_bytes)[.._length].TrimEnd("\r\n"u8);

        public void Add(ReadOnlySpan<byte> bytes)
        {
            var kept = Math.Min(bytes.Length, Beginning.Size - _length);
            bytes[..kept].CopyTo(((Span<byte>)_bytes)[_length..]);
            _length += kept;
        }

        public void Clear() => (_length, IsEnded) = (0, false);

        [InlineArray(Size)]
        private struct Beginning
        {
            public const int Size = 48;
            private byte _first;
        }
    }
}
