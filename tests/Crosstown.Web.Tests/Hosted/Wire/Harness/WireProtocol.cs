namespace Crosstown.Web.Tests.Hosted.Wire.Harness;

public enum WireProtocol
{
    Http1,
    Http1Tls,
    Http2,
    Http2Tls,
}
