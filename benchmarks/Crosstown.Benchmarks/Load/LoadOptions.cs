using System.Globalization;
using Crosstown.Benchmarks.Servers;

namespace Crosstown.Benchmarks.Load;

/// <summary>The words after <c>load</c>.</summary>
/// <param name="Launches">How often all server processes are started anew: what the JIT made of a process stays with it for life.</param>
/// <param name="Rounds">Per launch.</param>
/// <param name="Seconds">Of one slice.</param>
/// <param name="WarmUp">Slices of load for every server before a launch's first round.</param>
/// <param name="Http2">h2load in place of wrk.</param>
/// <param name="Variants">The plain endpoint first.</param>
internal sealed record LoadOptions(int Launches, int Rounds, int Seconds, int WarmUp, bool Http2, IReadOnlyList<Variant> Variants)
{
    public static LoadOptions Parse(string[] words)
    {
        int launches = 2, rounds = 3, seconds = 1, warmUp = 3;
        var http2 = false;
        var names = new List<string>();
        for (var i = 0; i < words.Length; i++)
        {
            switch (words[i])
            {
                case "--launches": launches = Number(words[++i]); break;
                case "--rounds": rounds = Number(words[++i]); break;
                case "--seconds": seconds = Number(words[++i]); break;
                case "--warm-up": warmUp = Number(words[++i]); break;
                case "--http2": http2 = true; break;
                default: names.Add(words[i]); break;
            }
        }

        IReadOnlyList<Variant> chosen = names.Count == 0 ? Servers.Variants.All : [.. names.Prepend(Servers.Variants.Plain).Distinct().Select(Servers.Variants.Find)];
        return new(launches, rounds, seconds, warmUp, http2, chosen);
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
