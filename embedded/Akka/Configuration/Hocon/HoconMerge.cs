namespace Akka.Configuration.Hocon;

/// <summary>Merging without changing either side; a subtree that only one side has is shared, not copied.</summary>
internal static class HoconMerge
{
    internal static HoconValue Over(HoconValue winner, HoconValue fallback)
    {
        if (winner is null)
            return fallback;
        if (fallback is null || winner.GetObject() is not { } above || fallback.GetObject() is not { } below)
            return winner;
        if (above.Items.Count == 0)
            return fallback;
        if (below.Items.Count == 0)
            return winner;
        var merged = new HoconObject();
        foreach (var (key, value) in above.Items)
            merged.Items[key] = below.Items.TryGetValue(key, out var under) ? Over(value, under) : value;
        foreach (var (key, value) in below.Items)
            merged.Items.TryAdd(key, value);
        return HoconValue.Of(merged);
    }
}
