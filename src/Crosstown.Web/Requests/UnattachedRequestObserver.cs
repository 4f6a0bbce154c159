using System.Diagnostics;

namespace Crosstown.Web.Requests;

/// <summary>
/// Makes an <see cref="UnattachedRequest"/> of each request before any middleware runs. The server's host tells its diagnostic listener of a request in the flow that runs the
/// pipeline, so an AsyncLocal that is set here is seen by all of it.
/// </summary>
internal sealed class UnattachedRequestObserver(TrafficHost host, string filters) : IObserver<KeyValuePair<string, object?>>
{
    private const string Begins = "Microsoft.AspNetCore.Hosting.BeginRequest";
    private const string Ends = "Microsoft.AspNetCore.Hosting.EndRequest";
    private const string Fails = "Microsoft.AspNetCore.Hosting.UnhandledException";

    /// <summary>Observes for as long as the host lives.</summary>
    public void Subscribe(DiagnosticListener listener) => listener.Subscribe(this, static name => name is Begins or Ends or Fails);

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == Begins)
            AmbientTraffic.Current = new UnattachedRequest(host, filters);
        else
            (AmbientTraffic.Origin as UnattachedRequest)?.End();
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
