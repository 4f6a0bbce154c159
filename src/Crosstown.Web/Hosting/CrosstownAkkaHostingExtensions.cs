using Crosstown.Actors;
using Crosstown.Actors.Requests;
using Crosstown.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Hosting;

/// <summary>Puts Crosstown into an application's own actor system.</summary>
public static class CrosstownAkkaHostingExtensions
{
    /// <summary>Adds Crosstown's defaults beneath the system's configuration, and starts its actors with the system's.</summary>
    /// <exception cref="InvalidOperationException"><c>AddCrosstown()</c> is missing, or this is the second call.</exception>
    public static AkkaConfigurationBuilder WithCrosstown(this AkkaConfigurationBuilder builder, IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(services);
        var wiring = services.GetService<CrosstownWiring>()
            ?? throw new InvalidOperationException($"WithCrosstown(sp) finds no Crosstown services. Add {CrosstownWiring.AddLine} beside AddAkka.");
        if (ReferenceEquals(wiring.Builder, builder))
            throw new InvalidOperationException("WithCrosstown(sp) was called twice; an application has one actor system for Crosstown. Remove one.");
        wiring.Builder = builder;
        return builder
            .AddHocon(CrosstownSettings.Reference, HoconAddMode.Append)
            .WithActors((system, _) => services.GetRequiredService<TrafficSystem>().Start(system));
    }
}
