namespace Crosstown.Benchmarks;

/// <summary>One measurement and the two of the base that stand right before and after it; of index 0, the base, between two others of its own kind.</summary>
internal sealed record Beside<T>(int Index, T Own, T Before, T After)
{
    /// <summary>Own over the mean of its two neighbours: what a machine whose speed changes from one ten seconds to the next does not disturb.</summary>
    public double Ratio(Func<T, double> figure) => figure(Own) / ((figure(Before) + figure(After)) / 2);

    public double Difference(Func<T, double> figure) => figure(Own) - (figure(Before) + figure(After)) / 2;
}

/// <summary>Measures a base and others as base, other, base, other, …, base; every second round goes through the others backwards.</summary>
internal static class Interleaved
{
    /// <param name="others">How many there are besides the base, which is 0; the others are 1 to this.</param>
    /// <param name="rounds">How often each of the others is measured.</param>
    /// <param name="measure">Gets the round and the index.</param>
    public static async Task<List<Beside<T>>> RunAsync<T>(int others, int rounds, Func<int, int, Task<T>> measure)
    {
        var bases = new List<T> { await measure(0, 0) };
        var all = new List<Beside<T>>();
        for (var round = 0; round < rounds; round++)
        {
            for (var step = 0; step < others; step++)
            {
                var index = round % 2 == 0 ? step + 1 : others - step;
                var own = await measure(round, index);
                bases.Add(await measure(round, 0));
                all.Add(new(index, own, bases[^2], bases[^1]));
            }
        }

        for (var i = 1; i < bases.Count - 1; i++)
            all.Add(new(0, bases[i], bases[i - 1], bases[i + 1]));
        return all;
    }
}
