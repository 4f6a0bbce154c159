using Akka.Hosting;

namespace Crosstown.TestHosts;

/// <summary>One application, whatever its host. It says on its standard output what happens, a line for each.</summary>
internal sealed class Application(HostKind kind, ToldLines told)
{
    private const string Hocon = "crosstown { drain-timeout = 20s, drain-grace = 1s }";

    public void AddServices(IServiceCollection services)
    {
        services.AddRouting();
        services.AddLogging(logging => logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning).AddFilter("Crosstown", LogLevel.Information));
        services.AddCrosstown(options => options.Hocon = Hocon);
        if (kind is HostKind.WebApplicationWithAkka or HostKind.GenericHostWithAkka or HostKind.WebHostWithAkka)
            services.AddAkka("shop", (akka, provider) => akka.AddHocon(Hocon, HoconAddMode.Prepend).WithCrosstown(provider));
    }

    public void Configure(IApplicationBuilder app)
    {
        app.UseRouting();
        app.UseEndpoints(endpoints =>
        {
            // Work that is released before the signal, and ends after it.
            endpoints.MapGet("/queued", (ICrosstownTraffic traffic) =>
            {
                traffic.Defer(async () =>
                {
                    Say("running queued");
                    await told.HasCome("end queued");
                    Say("ran queued");
                });
            });
            // A request that is in flight when the signal comes.
            endpoints.MapGet("/held", async (ICrosstownTraffic traffic) =>
            {
                Say("held");
                await told.HasCome("go on");
                traffic.Defer(() => Say("ran held"));
                return "served";
            });
        });
    }

    public static void Say(string line) => Console.Out.WriteLine($"> {line}");
}
