using Crosstown.Actors;
using Crosstown.Web;

namespace Microsoft.AspNetCore.Http;

/// <summary>Adds Crosstown's result to <see cref="TypedResults"/>.</summary>
public static class CrosstownTypedResultsExtensions
{
    extension(TypedResults)
    {
        /// <summary>Answers 202 with a <c>Location</c> at which the client can ask how the deferral goes on. Needs <c>app.MapCrosstownStatus("/status")</c>.</summary>
        /// <param name="deferral">The deferral; for several of them one that waits for all (<see cref="ITraffic.WhenAll"/>).</param>
        /// <exception cref="ArgumentNullException"><paramref name="deferral"/> is null.</exception>
        public static AcceptedTraffic AcceptedTraffic(Deferral deferral) => new(deferral);
    }
}
