using System.Text;
using Microsoft.AspNetCore.Hosting;

namespace Crosstown.TestKit.Tests.Faults;

/// <summary>The bytes of the body that the server is given, outside the fault.</summary>
internal sealed class SentBytes : IStartupFilter
{
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, inner) =>
        {
            context.Response.Body = new Copying(context.Response.Body, _text);
            return inner(context);
        });
        next(app);
    };

    private sealed class Copying(Stream body, StringBuilder copy) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => body.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => body.FlushAsync(cancellationToken);

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            copy.Append(Encoding.ASCII.GetString(buffer.Span));
            await body.WriteAsync(buffer, cancellationToken);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
