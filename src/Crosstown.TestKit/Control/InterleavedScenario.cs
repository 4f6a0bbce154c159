namespace Crosstown.TestKit.Control;

/// <summary>Runs a scenario with one seed after another.</summary>
internal static class InterleavedScenario
{
    public static async Task RunAsync(TrafficControl control, Func<Task> scenario, int rounds, int firstSeed)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(firstSeed, 1);
        if (control.Mode != TrafficMode.Live)
            throw new InvalidOperationException($"The mode is {control.Mode}; a scenario is interleaved in the mode Live.");
        var first = new Interleaver(control, Interleaver.InOrder, LastCall.Unknown);
        await RunAsync(control, scenario, first).ConfigureAwait(false);
        var lastCall = first.FindLastCall();
        for (var seed = firstSeed; seed < firstSeed + rounds; seed++)
            await RunAsync(control, scenario, new Interleaver(control, seed, lastCall)).ConfigureAwait(false);
    }

    private static async Task RunAsync(TrafficControl control, Func<Task> scenario, Interleaver interleaver)
    {
        control.Log.Reset();
        control.Interleave(interleaver);
        try
        {
            var running = scenario();
            await interleaver.RunAsync(running).ConfigureAwait(false);
            await running.ConfigureAwait(false);
            control.Interleave(null);
            await control.SettledAsync(control.Options.CollectFailures).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            control.HasFailed = true;
            throw new InterleavingFailedException(interleaver.Seed, interleaver.Starts, e);
        }
        finally
        {
            control.Interleave(null);
        }
    }
}
