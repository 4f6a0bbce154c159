using System.Collections.Concurrent;
using Akka.Configuration;
using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Handlers;

/// <summary>Finds the handler of a message: the one registered for its run-time type, else the method of a deferred call, else the one of its nearest base type.</summary>
internal sealed class HandlerRegistry
{
    private readonly Dictionary<Type, MessageInvoker> _registered = [];

    /// <summary>The result of the search for each run-time type, null if there is no handler. Bounded by the number of message types in the program.</summary>
    private readonly ConcurrentDictionary<Type, MessageInvoker?> _resolved = new();

    /// <exception cref="ConfigurationException">Two handlers take the same message type.</exception>
    public HandlerRegistry(IEnumerable<MessageInvoker> invokers)
    {
        foreach (var invoker in invokers)
        {
            if (_registered.TryGetValue(invoker.MessageType, out var other) && other.HandlerType != invoker.HandlerType)
            {
                throw new ConfigurationException(
                    $"{invoker.MessageType} has two handlers, {other.HandlerType} and {invoker.HandlerType}; a message type has one handler. Remove one AddTrafficHandler, or do the work of both in one handler.");
            }

            _registered[invoker.MessageType] = invoker;
        }
    }

    public IReadOnlyCollection<MessageInvoker> All => _registered.Values;

    public MessageInvoker? Find(object message) => _resolved.TryGetValue(message.GetType(), out var invoker) ? invoker : Resolve(message);

    public static NoTrafficHandlerException Missing(Type messageType) => new(
        $"No handler is registered for {messageType} or a base type of it. Add services.AddTrafficHandler<THandler>() with an ITrafficHandler<{messageType.Name}>, or send it to a pool of your own actors.");

    private MessageInvoker? Resolve(object message)
    {
        var messageType = message.GetType();
        // A handler that a test registers for the message takes the place of the method.
        if (!_registered.TryGetValue(messageType, out var invoker) && message is ITrafficCall call)
            return _resolved.GetOrAdd(messageType, call.Method.Invoker);
        for (Type? type = messageType; type is not null && !_registered.TryGetValue(type, out invoker); type = type.BaseType)
        {
        }

        return _resolved.GetOrAdd(messageType, invoker);
    }
}
