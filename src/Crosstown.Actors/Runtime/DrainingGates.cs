using Akka.Actor;
using Crosstown.Actors.Gates;

namespace Crosstown.Actors.Runtime;

/// <summary>The gates, as the drain speaks to them.</summary>
internal sealed class DrainingGates(IEnumerable<Gate> gates)
{
    /// <summary>A gate answers at once, unless the actor system is ending already.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(1);

    /// <summary>How many deferrals wait at all gates, and the longest of their waits. Gates that do not answer are left out.</summary>
    public async Task<DrainForecast> ForecastAsync()
    {
        try
        {
            var forecasts = await Task.WhenAll(gates.Where(static gate => gate.Waiting > 0).Select(static gate => gate.Actor.Ask<DrainForecast>(AskForecast.Instance, LongestAnswer))).ConfigureAwait(false);
            return new DrainForecast(forecasts.Sum(static forecast => forecast.Waiting), forecasts.Select(static forecast => forecast.Needs).DefaultIfEmpty().Max());
        }
        catch (AskTimeoutException)
        {
            return new DrainForecast(gates.Sum(static gate => gate.Waiting), TimeSpan.Zero);
        }
    }

    /// <summary>Has each gate abandon at once whatever would wait longer than that, now and later.</summary>
    public void BeginDrain(TimeSpan within)
    {
        foreach (var gate in gates)
            gate.TryTell(new DrainBegan(within));
    }
}
