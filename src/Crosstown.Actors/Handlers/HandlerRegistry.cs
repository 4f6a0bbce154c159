using System.Collections.Concurrent;
using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Handlers;

/// <summary>Finds the handler of a message by its run-time type, then by its nearest base type. Of several handlers of one type it is the one registered last.</summary>
internal sealed class HandlerRegistry
{
    private readonly Dictionary<Type, MessageInvoker> _registered = [];

    /// <summary>The result of the search for each run-time type, null if there is no handler. Bounded by the number of message types in the program.</summary>
    private readonly ConcurrentDictionary<Type, MessageInvoker?> _resolved = new();

    public HandlerRegistry(IEnumerable<MessageInvoker> invokers)
    {
        foreach (var ofMessage in invokers.GroupBy(static invoker => invoker.MessageType))
        {
            _registered[ofMessage.Key] = ofMessage.Last();
            var handlers = ofMessage.Select(static invoker => invoker.HandlerType).Reverse().Distinct().Reverse().ToArray();
            if (handlers.Length > 1)
                Contested.Add((ofMessage.Key, handlers));
        }
    }

    /// <summary>The message types that several handler types were registered for. The last of the handlers gets the messages.</summary>
    public List<(Type Message, Type[] Handlers)> Contested { get; } = [];

    public IReadOnlyCollection<MessageInvoker> All => _registered.Values;

    public MessageInvoker? Find(Type messageType) => _resolved.TryGetValue(messageType, out var invoker) ? invoker : Resolve(messageType);

    public static NoTrafficHandlerException Missing(Type messageType) => new(
        $"No handler is registered for {messageType} or a base type of it. Add services.AddTrafficHandler<THandler>() with an ITrafficHandler<{messageType.Name}>, or send it to a pool of your own actors.");

    private MessageInvoker? Resolve(Type messageType)
    {
        MessageInvoker? invoker = null;
        for (Type? type = messageType; type is not null && !_registered.TryGetValue(type, out invoker); type = type.BaseType)
        {
        }

        return _resolved.GetOrAdd(messageType, invoker);
    }
}
