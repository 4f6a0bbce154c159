using Crosstown.Actors.Deferrals;
using Crosstown.TestKit;
using Crosstown.TestKit.Control;
using Crosstown.TestKit.Faults;
using Crosstown.TestKit.Hosting;
using Crosstown.Web;
using Crosstown.Web.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts the test harness into an application's host.</summary>
public static class CrosstownTestingServiceCollectionExtensions
{
    /// <summary>
    /// Registers the harness for the traffic of this host, for tests that have a host of their own, such as a <c>WebApplicationFactory</c>: call it in <c>ConfigureTestServices</c>, and get
    /// the <see cref="TrafficHarness"/> from the host's services. Call it after the application's registrations, once.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="CrosstownTestOptions.Deadline"/> is not above zero.</exception>
    /// <exception cref="InvalidOperationException">
    /// The application has no Crosstown services; or an actor system is to be adopted, and the application has its own, or <see cref="CrosstownTestOptions.Hocon"/> is set.
    /// </exception>
    public static IServiceCollection AddCrosstownTesting(this IServiceCollection services, Action<CrosstownTestOptions>? configure = null)
    {
        var options = new CrosstownTestOptions();
        configure?.Invoke(options);
        return services.AddCrosstownTesting(options);
    }

    internal static IServiceCollection AddCrosstownTesting(this IServiceCollection services, CrosstownTestOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (options.Deadline <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(options), options.Deadline, "The Deadline of CrosstownTestOptions must be above zero.");
        if (!services.Any(static service => service.ServiceType == typeof(CrosstownWiring)))
            throw new InvalidOperationException($"The application has no Crosstown services. Add {CrosstownWiring.AddLine} to it; AddCrosstownTesting() comes after it.");
        services.AddSingleton(options);
        services.AddSingleton<FaultDirectory>();
        services.AddSingleton<TrafficControl>();
        services.AddSingleton<ITrafficInterceptor>(static provider => provider.GetRequiredService<TrafficControl>());
        services.AddSingleton<TrafficHarness, HostHarness>();
        services.AddTransient<IStartupFilter, FaultStartupFilter>();
        if (options.Hocon is { } hocon)
            services.PostConfigure<CrosstownOptions>(crosstown => crosstown.Hocon = $"{crosstown.Hocon}\n{hocon}");
        if (options.Time is { } time)
        {
            services.RemoveAll<TimeProvider>();
            services.AddSingleton(time);
        }

        if (options.ActorSystem is { } system)
            AdoptedActorSystem.Register(services, system, options.Hocon);
        return services;
    }
}
