using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Web.Wire.Kestrel;

/// <summary>Creates a registered transport, wrapped in a <see cref="WireListenerFactory"/>.</summary>
internal sealed class TransportRegistration(ServiceDescriptor transport)
{
    public IConnectionListenerFactory Create(IServiceProvider provider)
    {
        var inner = (IConnectionListenerFactory)(transport.ImplementationInstance
            ?? transport.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, transport.ImplementationType!));
        var options = provider.GetRequiredService<CrosstownWireOptions>();
        return options.Level == WireLevel.Handed
            ? inner
            : new WireListenerFactory(inner, options, provider.GetRequiredService<AcknowledgementWatch>(), provider.GetRequiredService<ILogger<WireListenerFactory>>());
    }
}
