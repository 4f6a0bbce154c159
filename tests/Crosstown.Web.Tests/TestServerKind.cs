namespace Crosstown.Web.Tests;

public enum TestServerKind
{
    Kestrel,
    KestrelHttp2,
    TestServer,
}
