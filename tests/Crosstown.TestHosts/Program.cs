using System.Runtime.InteropServices;
using Crosstown.TestHosts;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

// Whoever runs the specs in the background has SIGINT ignored, and a child inherits that.
if (!OperatingSystem.IsWindows())
    Signals.Default(Signals.Interrupt);
if (args is ["dispose", ..])
    return await Disposals.RunAsync(int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture));

var kind = Enum.Parse<HostKind>(args[0]);
var application = new Application(kind, new ToldLines());
const string Any = "http://127.0.0.1:0";
var root = Path.GetTempPath();
IServiceProvider services;
Func<Task> run;
switch (kind)
{
    case HostKind.WebApplication or HostKind.WebApplicationWithAkka:
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = root, EnvironmentName = "Test" });
        builder.WebHost.UseUrls(Any);
        application.AddServices(builder.Services);
        var app = builder.Build();
        application.Configure(app);
        (services, run) = (app.Services, () => app.RunAsync());
        break;
    case HostKind.GenericHost or HostKind.GenericHostWithAkka:
        var generic = Host.CreateDefaultBuilder().UseContentRoot(root)
            .ConfigureWebHostDefaults(web => web.UseUrls(Any).ConfigureServices(application.AddServices).Configure(application.Configure))
            .Build();
        (services, run) = (generic.Services, () => generic.RunAsync());
        break;
    default:
        var web = new WebHostBuilder().UseKestrel().UseUrls(Any).UseContentRoot(root).SuppressStatusMessages(true)
            .ConfigureServices(application.AddServices).Configure(application.Configure)
            .Build();
        (services, run) = (web.Services, () => web.RunAsync());
        break;
}

var lifetime = services.GetRequiredService<IHostApplicationLifetime>();
lifetime.ApplicationStarted.Register(() => Application.Say($"listening on {services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}"));
lifetime.ApplicationStopping.Register(() => Application.Say("stopping"));
var ledger = services.GetRequiredService<ITrafficLedger>();
var report = services.GetRequiredService<IDrainReport>();
await run();
var reading = ledger.Read();
Application.Say($"ended: {reading.Ran} ran of {reading.Deferred}, {reading.Outstanding} outstanding, drained: {report.Completion.IsCompletedSuccessfully}");
return 0;

/// <summary>What the specs need of the operating system.</summary>
internal static partial class Signals
{
    public const int Interrupt = 2;

    public static void Default(int signal) => SetHandler(signal, IntPtr.Zero);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial IntPtr SetHandler(int signal, IntPtr handler);
}
