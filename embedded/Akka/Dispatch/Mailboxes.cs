using System.Collections.Concurrent;
using static Akka.Dispatch.RuntimeLimits;

namespace Akka.Dispatch;

public class Mailboxes
{
    public static readonly string DefaultMailboxId = "akka.actor.default-mailbox";
    public static readonly string NoMailboxRequirement = "";

    private readonly ConcurrentDictionary<string, MailboxType> _types = new();
    private readonly ConcurrentDictionary<Type, Type> _required = new();
    private readonly ActorSystem _system;
    private readonly Dictionary<Type, string> _bindings;

    public Mailboxes(ActorSystem system)
    {
        _system = system;
        DeadLetterMailbox = new(system.DeadLetters);
        _bindings = ReadBindings(system.Settings.Config.GetConfig("akka.actor.mailbox.requirements"));
    }

    public DeadLetterMailbox DeadLetterMailbox { get; }

    public bool HasRequiredType(Type actorType) => GetRequiredType(actorType) != null;

    /// <summary>The queue that an actor's class asks for by <see cref="IRequiresMessageQueue{T}"/>, or null.</summary>
    public Type GetRequiredType(Type actorType) => _required.GetOrAdd(actorType, static type => type.GetInterfaces()
        .Where(static i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequiresMessageQueue<>))
        .Select(static i => i.GetGenericArguments()[0])
        .FirstOrDefault());

    public bool ProducesMessageQueue(Type mailboxType) => ProducedQueue(mailboxType) != null;

    /// <exception cref="ConfigurationException">There is no such mailbox.</exception>
    public MailboxType Lookup(string id) => _types.GetOrAdd(id, Create);

    /// <exception cref="ConfigurationException">akka.actor.mailbox.requirements has no mailbox for the queue.</exception>
    public MailboxType LookupByQueueType(Type queueType)
    {
        if (_bindings.TryGetValue(queueType, out var id))
            return Lookup(id);
        throw new ConfigurationException($"akka.actor.mailbox.requirements has no entry for {queueType.FullName}; it must map it to a mailbox section.");
    }

    public int StashCapacity(string dispatcher, string mailbox)
    {
        var config = _system.Settings.Config;
        if (!string.IsNullOrEmpty(mailbox) && config.HasPath(mailbox + ".stash-capacity"))
            return config.GetInt(mailbox + ".stash-capacity", -1);
        if (!string.IsNullOrEmpty(dispatcher) && config.HasPath(dispatcher + ".stash-capacity"))
            return config.GetInt(dispatcher + ".stash-capacity", -1);
        return config.GetInt(DefaultMailboxId + ".stash-capacity", -1);
    }

    /// <summary>By the props or its deployment, else the dispatcher's mailbox-type, else what the class or the dispatcher requires, else the default.</summary>
    public MailboxType GetMailboxType(Props props, Config dispatcherConfig)
    {
        dispatcherConfig ??= Config.Empty;
        var id = dispatcherConfig.GetString("id", null);
        var actorRequirement = props.Type == null ? null : GetRequiredType(props.Type);
        var requirementName = dispatcherConfig.GetString("mailbox-requirement", NoMailboxRequirement);
        var dispatcherRequirement = string.IsNullOrEmpty(requirementName) ? null
            : RuntimeTypes.Find(requirementName) ?? throw new ConfigurationException($"{id}.mailbox-requirement is {requirementName}, which is not a type that can be loaded.");

        var deployed = props.Deploy.Mailbox;
        if (!string.IsNullOrEmpty(deployed) && deployed != Deploy.NoMailboxGiven)
            return Verified(Lookup(deployed), deployed, props, actorRequirement, dispatcherRequirement);
        if (dispatcherConfig.HasPath("mailbox-type") && id != null && _system.Settings.Config.HasPath(id + ".mailbox-type"))
            return Verified(Lookup(id), id, props, actorRequirement, dispatcherRequirement);
        if (actorRequirement != null)
        {
            // The default does if it satisfies the class; else the mailbox bound to the requirement.
            var byRequirement = Satisfies(Lookup(DefaultMailboxId), actorRequirement) ? Lookup(DefaultMailboxId) : LookupByQueueType(actorRequirement);
            return Verified(byRequirement, actorRequirement.Name, props, actorRequirement, dispatcherRequirement);
        }
        return dispatcherRequirement != null ? LookupByQueueType(dispatcherRequirement) : Lookup(DefaultMailboxId);
    }

    private static MailboxType Verified(MailboxType mailbox, string id, Props props, Type actorRequirement, Type dispatcherRequirement)
    {
        if (dispatcherRequirement != null && !Satisfies(mailbox, dispatcherRequirement))
            throw new ArgumentException($"Mailbox {id} produces {ProducedQueue(mailbox.GetType())}, but the dispatcher of {props.Type} requires {dispatcherRequirement}.");
        if (actorRequirement != null && !Satisfies(mailbox, actorRequirement))
            throw new ArgumentException($"Mailbox {id} produces {ProducedQueue(mailbox.GetType())}, but {props.Type} requires {actorRequirement}.");
        return mailbox;
    }

    private static bool Satisfies(MailboxType mailbox, Type requirement) =>
        ProducedQueue(mailbox.GetType()) is { } produced && requirement.IsAssignableFrom(produced);

    private static Type ProducedQueue(Type mailboxType) => mailboxType.GetInterfaces()
        .Where(static i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IProducesMessageQueue<>))
        .Select(static i => i.GetGenericArguments()[0])
        .FirstOrDefault();

    private MailboxType Create(string id)
    {
        if (id == "unbounded")
            return new UnboundedMailbox();
        var settings = _system.Settings;
        if (!settings.Config.HasPath(id))
            throw new ConfigurationException($"Mailbox [{id}] is not configured; it must be the path of a section with mailbox-type.");
        var config = settings.Config.GetConfig(id);
        var name = config.GetString("mailbox-type", null);
        if (string.IsNullOrEmpty(name))
            throw new ConfigurationException($"{id}.mailbox-type is missing; it must be the type of a mailbox.");
        var type = RuntimeTypes.Find(name);
        if (type == null || !typeof(MailboxType).IsAssignableFrom(type))
            throw LeftOut($"{id}.mailbox-type", name, "the assembly-qualified type of a MailboxType");
        if (settings.Config.HasPath(DefaultMailboxId))
            config = config.WithFallback(settings.Config.GetConfig(DefaultMailboxId));
        try
        {
            return (MailboxType)Activator.CreateInstance(type, settings, config);
        }
        catch (System.Reflection.TargetInvocationException e) when (e.InnerException is ConfigurationException inner)
        {
            throw new ConfigurationException($"{id}: {inner.Message}", inner);
        }
    }

    private static Dictionary<Type, string> ReadBindings(Config requirements)
    {
        var bindings = new Dictionary<Type, string>();
        if (requirements == null)
            return bindings;
        foreach (var (name, value) in requirements.AsEnumerable())
        {
            var type = RuntimeTypes.Find(name.Trim('"'))
                ?? throw new ConfigurationException($"akka.actor.mailbox.requirements names {name}, which is not a type that can be loaded.");
            bindings[type] = value.GetString();
        }
        return bindings;
    }
}
