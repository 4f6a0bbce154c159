using System.Text;
using Crosstown.Web.Wire.Http1;

namespace Crosstown.Web.Tests.Wire.Http1;

/// <summary>docs/design.md §2.1: where an HTTP/1.1 response ends, found in its bytes.</summary>
public sealed class ResponseScanSpecs
{
    private const string Chunked = "HTTP/1.1 200 OK\r\nDate: Tue\r\nTransfer-Encoding: chunked\r\n\r\n";

    /// <summary>The response up to its end; bytes of the connection's next response follow.</summary>
    private static readonly Dictionary<string, string> Whole = new()
    {
        ["Content-Length"] = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nDate: Tue\r\n\r\nhello",
        ["a name in lower case"] = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello",
        ["no body"] = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        ["a body that looks like a head"] = "HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\nHTTP/1.1 200 OK\r\n\r\n\r\n\r",
        ["a header longer than what is kept of it"] = $"HTTP/1.1 200 OK\r\nSet-Cookie: {new string('x', 5000)}\r\nContent-Length: 5\r\n\r\nhello",
        ["chunks"] = Chunked + "5\r\nhello\r\n10\r\n0123456789abcdef\r\n0\r\n\r\n",
        ["a chunk that looks like the last"] = Chunked + "9\r\n\r\n0\r\n\r\n\r\n\r\n0\r\n\r\n",
        ["no chunk but the last"] = Chunked + "0\r\n\r\n",
        ["trailers"] = Chunked + "5\r\nhello\r\n0\r\nchecksum: 1\r\nmore: 2\r\n\r\n",
        ["204"] = "HTTP/1.1 204 No Content\r\nDate: Tue\r\n\r\n",
        ["304"] = "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
        ["100 first"] = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        ["103 first"] = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    };

    public static TheoryData<string> Endings => [.. Whole.Keys];

    public static TheoryData<string> Unknown =>
    [
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\nhello",
        Chunked + "five\r\nhello\r\n0\r\n\r\n",
        Chunked + "7fffffffffffffff\r\nhello\r\n0\r\n\r\n",
        Chunked + "7ffffffffffffffe\r\nhello\r\n0\r\n\r\n",
        "the middle of a body\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    ];

    [Theory, MemberData(nameof(Endings))]
    public void The_end_is_known_with_the_last_byte_and_not_before_however_the_bytes_are_cut(string ending)
    {
        const int Before = 1000;
        var bytes = Encoding.ASCII.GetBytes(Whole[ending]);
        for (var piece = 1; piece <= bytes.Length; piece++)
        {
            var scan = new ResponseScan(isHead: false);
            var position = 0;
            while (position < bytes.Length)
            {
                Assert.Null(scan.End);
                var length = Math.Min(piece, bytes.Length - position);
                scan.Scan(bytes.AsSpan(position, length), Before + position);
                position += length;
            }

            Assert.Equal(Before + bytes.Length, scan.End);
            Assert.False(scan.IsScanning);
        }
    }

    [Theory, MemberData(nameof(Endings))]
    public void Bytes_after_the_end_do_not_move_it(string ending)
    {
        var response = Whole[ending];
        var scan = new ResponseScan(isHead: false);

        scan.Scan(Encoding.ASCII.GetBytes(response + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), 0);

        Assert.Equal(response.Length, scan.End);
    }

    [Theory, MemberData(nameof(Unknown))]
    public void A_response_that_does_not_tell_its_end_has_none(string response)
    {
        var scan = new ResponseScan(isHead: false);

        scan.Scan(Encoding.ASCII.GetBytes(response), 0);

        Assert.Null(scan.End);
    }

    [Fact]
    public void The_response_to_HEAD_ends_with_its_head()
    {
        const string Head = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
        var scan = new ResponseScan(isHead: true);

        scan.Scan(Encoding.ASCII.GetBytes(Head), 0);

        Assert.Equal(Head.Length, scan.End);
    }
}
