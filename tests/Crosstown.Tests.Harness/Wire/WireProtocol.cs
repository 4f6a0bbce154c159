namespace Crosstown.Tests.Harness.Wire;

public enum WireProtocol
{
    Http1,
    Http1Tls,
    Http2,
    Http2Tls,
}
