using static Akka.Dispatch.RuntimeLimits;

namespace Akka.Actor.Internal;

/// <summary>The parts of a system that its configuration names.</summary>
internal static class SystemStart
{
    internal static LocalActorRefProvider Provider(ActorSystemImpl system)
    {
        var settings = system.Settings;
        var name = settings.ProviderClass;
        if (settings.ProviderSelectionType is not ProviderSelection.Local && RuntimeTypes.Find(name) != typeof(LocalActorRefProvider))
        {
            throw LeftOut("akka.actor.provider", settings.ProviderSelectionType is ProviderSelection.Custom ? name : settings.ProviderSelectionType.Identifier,
                "local");
        }
        return new(system.Name, settings);
    }

    internal static IScheduler Scheduler(Settings settings, ILoggingAdapter log)
    {
        var type = RuntimeTypes.Find(settings.SchedulerClass);
        if (type == null || !typeof(IScheduler).IsAssignableFrom(type))
            throw LeftOut("akka.scheduler.implementation", settings.SchedulerClass, "the assembly-qualified type of an IScheduler");
        // The section is the whole configuration: a scheduler reads its paths from the root.
        return (IScheduler)Activator.CreateInstance(type, settings.Config, log);
    }

    private static readonly string[] LeftOutSections =
    [
        "akka.remote", "akka.cluster", "akka.persistence", "akka.stream", "akka.streams", "akka.io", "akka.reliable-delivery",
        "akka.actor.serializers", "akka.actor.serialization-bindings",
    ];

    /// <summary>Sections of HOCON that would have an effect in Akka.NET and can have none here.</summary>
    internal static void RefuseWhatIsLeftOut(Settings settings)
    {
        var config = settings.Config;
        foreach (var section in LeftOutSections)
        {
            if (config.HasPath(section))
                throw LeftOut(section, "set", "absent");
        }
        if (settings.SerializeAllMessages)
            throw LeftOut("akka.actor.serialize-messages", "on", "off");
        if (settings.SerializeAllCreators)
            throw LeftOut("akka.actor.serialize-creators", "on", "off");
    }
}
