using System.Reflection;

namespace Crosstown.Web;

/// <summary>
/// The traffic of the current request. A minimal API gets it as a parameter, a constructor or <c>[FromServices]</c> as a service, and other code by
/// <c>HttpContext.Traffic()</c>; all three give the same object. Outside a request the service defers without a request.
/// </summary>
public interface ICrosstownTraffic : ITraffic
{
    /// <summary>Binds a minimal API's parameter.</summary>
    /// <exception cref="InvalidOperationException"><c>UseCrosstown()</c> has not run for this request.</exception>
    static ValueTask<ICrosstownTraffic?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new(context.Traffic());
    }
}
