using Crosstown.Actors;
using Crosstown.Web;
using Crosstown.Web.Wire;
using Crosstown.Web.Wire.Kestrel;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Microsoft.AspNetCore.Hosting;

/// <summary>Raises the wire level that Crosstown achieves on Kestrel.</summary>
public static class CrosstownWireExtensions
{
    /// <summary>
    /// Deferred work waits until its response has left the process, not only Kestrel's buffers: by default until the kernel has taken the response's last byte
    /// (<see cref="WireLevel.Sent"/>; Linux, TCP, HTTP/1.1 and HTTP/2, clear and TLS). Each endpoint logs at start-up which level it achieves. Without this call, or on another
    /// server, the level is <see cref="WireLevel.Handed"/>.
    /// </summary>
    /// <remarks>Call it after every call that chooses a server or a transport (<c>UseKestrel</c>, <c>UseSockets</c>); a call that comes too early is an error at start-up.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="CrosstownWireOptions.Level"/> is not a defined value, or <see cref="CrosstownWireOptions.AckedDeadline"/> is out of range.</exception>
    public static IWebHostBuilder UseCrosstownWire(
        this IWebHostBuilder builder,
        WireLevel level = WireLevel.Sent,
        Action<CrosstownWireOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new CrosstownWireOptions { Level = level };
        configure?.Invoke(options);
        Validate(options);
        return builder.ConfigureServices(services => AddWire(services, options));
    }

    private static void AddWire(IServiceCollection services, CrosstownWireOptions options)
    {
        // The options of the last call win.
        services.Replace(ServiceDescriptor.Singleton(options));
        // In real time, whatever the application's TimeProvider: peers acknowledge in real time.
        services.TryAddSingleton(static provider => new AcknowledgementWatch(provider.GetRequiredService<CrosstownWireOptions>(), TimeProvider.System));
        services.AddHostedService<WireStartup>();

        for (var i = 0; i < services.Count; i++)
        {
            // Wraps each transport once: a second call finds only those that were registered since the first.
            if (services[i].ServiceType == typeof(IConnectionListenerFactory) && !services[i].IsKeyedService && services[i].ImplementationFactory?.Target is not TransportRegistration)
                services[i] = ServiceDescriptor.Singleton<IConnectionListenerFactory>(new TransportRegistration(services[i]).Create);
        }
    }

    private static void Validate(CrosstownWireOptions options)
    {
        if (!Enum.IsDefined(options.Level))
            throw new ArgumentOutOfRangeException(nameof(options), options.Level, "Level must be Handed, Sent or Acked.");
        if (options.AckedDeadline <= TimeSpan.Zero || options.AckedDeadline > TimeSpan.FromHours(1))
            throw new ArgumentOutOfRangeException(nameof(options), options.AckedDeadline, "AckedDeadline must be more than zero and at most one hour.");
    }
}
