using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Pools;

/// <summary>Cancels the tokens of running code.</summary>
internal static class TokenCancellation
{
    public static void CancelSafely(this CancellationTokenSource source, Deferral deferral, CrosstownLogger log)
    {
        try
        {
            source.Cancel();
        }
        catch (Exception e)
        {
            // A callback registered by the application threw; the token is cancelled all the same.
            Log.CancellationCallbackThrew(log, deferral.Id, e);
        }
    }
}
