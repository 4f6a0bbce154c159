using System.Globalization;
using Crosstown.Benchmarks.Servers;

namespace Crosstown.Benchmarks;

/// <summary>The words after <c>load</c>.</summary>
internal sealed record LoadOptions(int Rounds, int Seconds, bool Http2, IReadOnlyList<Variant> Variants)
{
    public static LoadOptions Parse(string[] words)
    {
        int rounds = 5, seconds = 4;
        var http2 = false;
        var names = new List<string>();
        for (var i = 0; i < words.Length; i++)
        {
            switch (words[i])
            {
                case "--rounds": rounds = int.Parse(words[++i], CultureInfo.InvariantCulture); break;
                case "--seconds": seconds = int.Parse(words[++i], CultureInfo.InvariantCulture); break;
                case "--http2": http2 = true; break;
                default: names.Add(words[i]); break;
            }
        }

        var chosen = names.Count == 0 ? Servers.Variants.All : [.. names.Prepend(Servers.Variants.Plain).Distinct().Select(Servers.Variants.Find)];
        return new(rounds, seconds, http2, chosen);
    }
}
