using System.Buffers.Binary;

namespace Crosstown.Tests.Harness.Wire;

/// <summary>
/// The raw side of a TLS client: gives one record at a time, so that what has been decrypted so far ends exactly at <see cref="Position"/>.
/// </summary>
internal sealed class RecordStream(Stream inner) : Stream
{
    private readonly byte[] _header = new byte[5];
    private int _headerTaken = 5;
    private int _left;

    /// <summary>Raw bytes given so far.</summary>
    public long Position64 { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_headerTaken == 5 && _left == 0)
        {
            if (await inner.ReadAtLeastAsync(_header, 5, throwOnEndOfStream: false, cancellationToken) < 5)
                return 0;
            _headerTaken = 0;
            _left = BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(3));
        }
        int count;
        if (_headerTaken < 5)
        {
            count = Math.Min(buffer.Length, 5 - _headerTaken);
            _header.AsMemory(_headerTaken, count).CopyTo(buffer);
            _headerTaken += count;
        }
        else
        {
            count = await inner.ReadAsync(buffer[..Math.Min(buffer.Length, _left)], cancellationToken);
            _left -= count;
        }
        Position64 += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.WriteAsync(buffer, offset, count, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);
    public override void Flush() => inner.Flush();
    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}
