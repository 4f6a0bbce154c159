namespace Crosstown.Actors.Traffic;

/// <summary>The keys that a call of a decorated method makes of its arguments.</summary>
internal static class CallKeys
{
    /// <summary>The options with the message's keys, where they have none of their own.</summary>
    public static DeferralOptions? WithKeysOf(this DeferralOptions? options, object message)
    {
        if (message is not ITrafficCall call)
            return options;
        // Each is formatted when it is read.
        var (key, partition, uniqueFor) = (options?.Key ?? call.Key, options?.Partition ?? call.Partition, options?.UniqueFor ?? call.UniqueFor);
        if (key is null && partition is null && uniqueFor is null)
            return options;
        return (options ?? new()) with { Key = key, Partition = partition, UniqueFor = uniqueFor };
    }
}
