namespace Crosstown.Web.Tests.Harness;

public enum TestServerKind
{
    Kestrel,
    KestrelHttp2,
    TestServer,
}
