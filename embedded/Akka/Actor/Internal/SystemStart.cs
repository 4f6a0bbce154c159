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

    /// <summary>Sections of HOCON that would have an effect in Akka.NET and can have none here.</summary>
    internal static void RefuseWhatIsLeftOut(Settings settings)
    {
        var config = settings.Config;
        foreach (var path in (ReadOnlySpan<string>)["akka.remote.dot-netty.tcp.port", "akka.cluster.seed-nodes", "akka.persistence.journal.plugin", "akka.persistence.snapshot-store.plugin"])
        {
            if (config.HasPath(path))
                throw LeftOut(path, "set", "absent");
        }
        if (settings.SerializeAllMessages)
            throw LeftOut("akka.actor.serialize-messages", "on", "off");
        if (settings.SerializeAllCreators)
            throw LeftOut("akka.actor.serialize-creators", "on", "off");
    }
}
