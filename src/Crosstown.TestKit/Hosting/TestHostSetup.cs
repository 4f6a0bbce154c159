using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crosstown.TestKit.Hosting;

/// <summary>Makes a test's host of the application's: after all of the application's own registrations, and before the host is built.</summary>
internal static class TestHostSetup
{
    private const string AnyPort = "http://127.0.0.1:0";

    public static void Apply(IHostBuilder builder, CrosstownTestOptions options)
    {
        var settings = new Dictionary<string, string?>(options.Settings, StringComparer.OrdinalIgnoreCase);
        if (options.UseKestrel)
            settings.TryAdd(WebHostDefaults.ServerUrlsKey, AnyPort);
        builder.ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(settings));
        builder.ConfigureServices(services =>
        {
            services.AddSingleton<IHostLifetime, TestHostLifetime>();
            if (!options.UseKestrel)
                services.AddSingleton<IServer, TestServer>();
            options.ConfigureServices?.Invoke(services);
            services.AddCrosstownTesting(options);
        });
    }
}
