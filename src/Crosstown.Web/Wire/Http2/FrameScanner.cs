using System.Buffers.Binary;

namespace Crosstown.Web.Wire.Http2;

/// <summary>Walks HTTP/2 frames (RFC 9113, 4.1) by their headers and skips their payloads. The bytes may arrive in pieces of any size.</summary>
internal struct FrameScanner
{
    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte ResetStream = 3;
    public const byte Settings = 4;
    public const byte Continuation = 9;
    public const byte EndStream = 1;
    public const byte EndHeaders = 4;
    private const int HeaderLength = 9;

    private int _headerBytes;
    private int _length;
    private int _left;

    public byte Type { get; private set; }
    public byte Flags { get; private set; }
    public int StreamId { get; private set; }

    /// <summary>Advances to the end of the current frame. False if the bytes end before the frame does.</summary>
    public bool Next(ref ReadOnlySpan<byte> bytes, ref long position)
    {
        if (_headerBytes == 0 && bytes.Length >= HeaderLength)
        {
            _length = bytes[0] << 16 | bytes[1] << 8 | bytes[2];
            (Type, Flags) = (bytes[3], bytes[4]);
            StreamId = BinaryPrimitives.ReadInt32BigEndian(bytes[5..]) & int.MaxValue;
            _left = _length;
            _headerBytes = HeaderLength;
            bytes = bytes[HeaderLength..];
            position += HeaderLength;
        }
        while (_headerBytes < HeaderLength)
        {
            if (bytes.IsEmpty)
                return false;
            TakeHeaderByte(bytes[0]);
            bytes = bytes[1..];
            position++;
        }
        var skipped = Math.Min(_left, bytes.Length);
        bytes = bytes[skipped..];
        position += skipped;
        _left -= skipped;
        if (_left > 0)
            return false;
        _headerBytes = 0;
        return true;
    }

    private void TakeHeaderByte(byte value)
    {
        switch (_headerBytes++)
        {
            case < 3:
                _length = (_length << 8 | value) & 0xFF_FFFF;
                break;
            case 3:
                Type = value;
                break;
            case 4:
                Flags = value;
                break;
            default:
                StreamId = (StreamId << 8 | value) & int.MaxValue;
                _left = _length;
                break;
        }
    }
}
