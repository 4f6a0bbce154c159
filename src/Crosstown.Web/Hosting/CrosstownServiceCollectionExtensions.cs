using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Hosting;
using Crosstown.Actors;
using Crosstown.Actors.Traffic;
using Crosstown.Web;
using Crosstown.Web.Endpoints;
using Crosstown.Web.Hosting;
using Crosstown.Web.Invocations;
using Crosstown.Web.Requests;
using Crosstown.Web.Statuses;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Crosstown.</summary>
public static partial class CrosstownServiceCollectionExtensions
{
    /// <summary>
    /// Registers Crosstown's services. Where the application registers no actor system, before or after, Crosstown creates its own and reads <c>akka.hocon</c>
    /// beside the application; else <c>WithCrosstown</c> puts its actors into the application's. Calling it twice is safe.
    /// <para>
    /// Crosstown attaches to every request by a start-up filter, which this call puts before all filters registered so far; a later call puts it first again. The log names at
    /// start-up a filter that stands before it all the same: what its middleware defers is refused.
    /// </para>
    /// </summary>
    public static IServiceCollection AddCrosstown(this IServiceCollection services, Action<CrosstownOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<CrosstownOptions>();
        if (configure is not null)
            options.Configure(configure);
        services.TryAddSingleton<CrosstownWiring>();
        return services.AddTraffic().AddCompletion().AddInvocations().AddHosting(options);
    }

    private static IServiceCollection AddTraffic(this IServiceCollection services)
    {
        services.TryAddSingleton<ActorSystemChoice>();
        services.TryAddSingleton<OwnActorSystem>();
        services.TryAddSingleton(static provider => provider.GetRequiredService<ActorSystemChoice>().IsOwn
            ? provider.GetRequiredService<OwnActorSystem>().CreateSettings()
            : CrosstownSettings.Create(provider.GetRequiredService<ActorSystem>().Settings.Config));
        // Those that AddAkka registers, too. Where it is called, before or after, its own are the last.
        services.TryAddSingleton(ActorSystemChoice.FromContainer);
        services.TryAddSingleton(static provider => ActorRegistry.For(provider.GetRequiredService<ActorSystem>()));
        services.TryAddSingleton<IActorRegistry>(static provider => provider.GetRequiredService<ActorRegistry>());
        services.TryAddSingleton<IReadOnlyActorRegistry>(static provider => provider.GetRequiredService<ActorRegistry>());
        services.TryAddSingleton(typeof(IRequiredActor<>), typeof(RequiredActor<>));
        services.AddTrafficParts();
        TrafficHosts.Process.FindRequestsBy(static () => AmbientTraffic.Current);
        services.TryAddSingleton<ICrosstownTraffic, CurrentTraffic>();
        services.TryAddSingleton<ITraffic>(static provider => provider.GetRequiredService<ICrosstownTraffic>());
        return services;
    }

    private static IServiceCollection AddCompletion(this IServiceCollection services)
    {
        services.TryAddSingleton<EndpointTrafficCache>();
        services.TryAddSingleton<TrafficHost>();
        services.TryAddSingleton<StatusRing>();
        return services.AddFirst<IExceptionHandler, UnavailableExceptionHandler>().AddFirst<IDeveloperPageExceptionFilter, UnavailableExceptionHandler>();
    }

    /// <summary>ASP.NET asks these services in the order of their registration, and the application may have registered some before AddCrosstown.</summary>
    private static IServiceCollection AddFirst<TService, TImplementation>(this IServiceCollection services)
        where TService : class
        where TImplementation : class, TService
    {
        if (!services.Any(static service => service.ServiceType == typeof(TService) && service.ImplementationType == typeof(TImplementation)))
            services.Insert(0, ServiceDescriptor.Singleton<TService, TImplementation>());
        return services;
    }

    /// <summary>SignalR and Blazor Server. Without these nothing here is ever made.</summary>
    private static IServiceCollection AddInvocations(this IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(InvocationScope)))
            return services;
        services.AddScoped<InvocationScope>();
        services.AddSingleton<TrafficHubFilter>();
        // First of all, so that no other filter runs outside Crosstown's.
        services.Insert(0, ServiceDescriptor.Singleton<IConfigureOptions<HubOptions>>(new ConfigureOptions<HubOptions>(static hubs => hubs.AddFilter<TrafficHubFilter>())));
        services.AddSingleton<CircuitHandler, CircuitTrafficHandler>();
        return services;
    }

    private static IServiceCollection AddHosting(this IServiceCollection services, OptionsBuilder<CrosstownOptions> options)
    {
        // First of all, so that no middleware runs outside Crosstown's: the host calls the filters in the order registered.
        if (services.FirstOrDefault(static service => service.ImplementationType == typeof(CrosstownStartupFilter)) is { } earlier)
            services.Remove(earlier);
        services.Insert(0, ServiceDescriptor.Transient<IStartupFilter, CrosstownStartupFilter>());
        if (services.Any(static service => service.ImplementationType == typeof(CrosstownHostedService)))
            return services;
        options
            .Validate(
                static crosstown => ActorSystemName().IsMatch(crosstown.ActorSystemName),
                "CrosstownOptions.ActorSystemName must begin with a letter or a digit and have only letters, digits, '-' and '_'.")
            .ValidateOnStart();
        services.AddSingleton<IHostedService, CrosstownHostedService>();
        services.AddSingleton<HostDisposal>();
        services.AddSingleton<RequestsInFlight>();
        return services;
    }

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9_-]*$")]
    private static partial Regex ActorSystemName();
}
