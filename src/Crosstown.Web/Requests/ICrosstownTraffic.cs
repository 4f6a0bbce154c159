using System.Reflection;

namespace Crosstown.Web;

/// <summary>
/// The traffic of the current request. A minimal API gets it as a parameter, a constructor of any lifetime or <c>[FromServices]</c> as a service, and other code by
/// <c>HttpContext.Traffic()</c>.
/// <para>
/// A parameter and <c>HttpContext.Traffic()</c> give the traffic of that one request, which refuses deferrals once its response is over. The service is one object per host: each call
/// looks up the request in whose flow it is made. Outside a request, and in code that outlives its request, the service defers without a request
/// (<c>crosstown.without-request</c>).
/// </para>
/// </summary>
public interface ICrosstownTraffic : ITraffic
{
    /// <summary>Binds a minimal API's parameter.</summary>
    /// <exception cref="InvalidOperationException">Crosstown's start-up filter has not seen this request.</exception>
    static ValueTask<ICrosstownTraffic?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new(context.Traffic());
    }
}
