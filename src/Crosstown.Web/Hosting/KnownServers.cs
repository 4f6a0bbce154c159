namespace Crosstown.Web.Hosting;

/// <summary>Servers that differ, by the name of their type: no reference is taken for it.</summary>
internal static class KnownServers
{
    public const string TestServer = "Microsoft.AspNetCore.TestHost.TestServer";
}
