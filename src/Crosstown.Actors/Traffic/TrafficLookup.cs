using System.ComponentModel;
using Crosstown.Actors.Traffic;

namespace Crosstown.Actors;

/// <summary>Finds the traffic for a decorated method that is called without one. Called by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TrafficLookup
{
    /// <summary>The traffic of the deferral that runs, else of the current request, else of the process's only host.</summary>
    /// <exception cref="InvalidOperationException">There is neither, and the process has no host with Crosstown, or several.</exception>
    public static ITraffic Find() => TrafficContext.Current.Value?.Traffic ?? TrafficHosts.Process.Find();
}
