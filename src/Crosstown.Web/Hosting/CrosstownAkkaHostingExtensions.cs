using Crosstown.Actors;
using Crosstown.Actors.Runtime;
using Crosstown.Web;
using Crosstown.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Akka.Hosting;

/// <summary>Puts Crosstown into an application's own actor system.</summary>
public static class CrosstownAkkaHostingExtensions
{
    /// <summary>
    /// Adds Crosstown's defaults beneath the system's configuration, starts its actors with the system's, and switches Akka's own hook on SIGTERM and SIGINT off: the host
    /// ends the actor system once its server has stopped. <see cref="CrosstownOptions.Hocon"/> comes before the HOCON that was added before this call.
    /// </summary>
    /// <exception cref="InvalidOperationException"><c>AddCrosstown()</c> is missing, or this is the second call.</exception>
    /// <exception cref="Akka.Configuration.ConfigurationException"><c>akka.coordinated-shutdown.run-by-clr-shutdown-hook</c> is set to on, or <see cref="CrosstownOptions.Hocon"/> does not parse.</exception>
    public static AkkaConfigurationBuilder WithCrosstown(this AkkaConfigurationBuilder builder, IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(services);
        var wiring = services.GetService<CrosstownWiring>()
            ?? throw new InvalidOperationException($"WithCrosstown(sp) finds no Crosstown services. Add {CrosstownWiring.AddLine} beside AddAkka.");
        if (ReferenceEquals(wiring.Builder, builder))
            throw new InvalidOperationException("WithCrosstown(sp) was called twice; an application has one actor system for Crosstown. Remove one.");
        wiring.Builder = builder;
        if (builder.Configuration.HasValue)
            ShutdownHook.RefuseIfOn(builder.Configuration.Value, "that WithCrosstown(sp) was called for");
        builder.AddHocon(ShutdownHook.Off, HoconAddMode.Prepend);
        if (services.GetRequiredService<IOptions<CrosstownOptions>>().Value.ParseHocon() is { } hocon)
            builder.AddHocon(hocon, HoconAddMode.Prepend);
        return builder
            .AddHocon(CrosstownSettings.Reference, HoconAddMode.Append)
            .WithActors((system, _) => services.GetRequiredService<CrosstownRuntime>().Start(system));
    }
}
