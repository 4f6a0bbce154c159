using Crosstown.Actors;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crosstown.Web.Wire;

/// <summary>A transport's registration, wrapped.</summary>
internal sealed class WiredTransport(ServiceDescriptor transport)
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
