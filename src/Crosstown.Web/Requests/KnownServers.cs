namespace Crosstown.Web.Requests;

/// <summary>The type names of servers that need special treatment. Names, so that Crosstown does not have to reference their packages.</summary>
internal static class KnownServers
{
    public const string TestServer = "Microsoft.AspNetCore.TestHost.TestServer";
}
