namespace Akka.Routing;

/// <summary>A message that carries the key by which a consistent-hashing router places it.</summary>
public interface IConsistentHashable
{
    object ConsistentHashKey { get; }
}

/// <summary>Gives a message that has no key one; the routee sees the message alone.</summary>
public sealed class ConsistentHashableEnvelope : RouterEnvelope, IConsistentHashable, IWrappedMessage
{
    public ConsistentHashableEnvelope(object message, object hashKey) : base(message) => HashKey = hashKey;

    public object HashKey { get; }

    public object ConsistentHashKey => HashKey;
}

/// <returns>The message's key, or null when the mapping does not know the message.</returns>
public delegate object ConsistentHashMapping(object msg);
