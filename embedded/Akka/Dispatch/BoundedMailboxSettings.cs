namespace Akka.Dispatch;

internal static class BoundedMailboxSettings
{
    /// <exception cref="ConfigurationException">The capacity is below 1 or the push timeout is missing.</exception>
    internal static (int Capacity, TimeSpan PushTimeout) Read(Config config)
    {
        var capacity = config.GetInt("mailbox-capacity", 0);
        if (capacity < 1)
            throw new ConfigurationException($"mailbox-capacity is {capacity}; a bounded mailbox's must be 1 or more.");
        var timeout = config.GetTimeSpan("mailbox-push-timeout-time", Timeout.InfiniteTimeSpan);
        return (capacity, timeout < TimeSpan.Zero ? Timeout.InfiniteTimeSpan : timeout);
    }
}
