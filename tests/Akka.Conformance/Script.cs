using Akka.Actor;

namespace Akka.Conformance;

/// <summary>What a puppet is called, to whom it reports, and what it does in its hooks beside reporting them. Shared by all incarnations.</summary>
internal sealed record Script(string Name, IActorRef Report)
{
    private int _incarnations;

    public Action<Puppet> OnConstruction { get; init; }
    public Action<Puppet> OnPreStart { get; init; }
    public Action<Puppet> OnPostStop { get; init; }
    public Action<Puppet> OnPreRestart { get; init; }
    public Action<Puppet> OnPostRestart { get; init; }
    public SupervisorStrategy Strategy { get; init; }

    /// <summary>PreRestart leaves the children alone (it doesn't call the base).</summary>
    public bool KeepsChildren { get; init; }

    /// <summary>PostRestart doesn't call the base, so PreStart doesn't run again.</summary>
    public bool SkipsPreStartOnRestart { get; init; }

    /// <summary>Report every hook; off, only messages are reported.</summary>
    public bool Hooks { get; init; }

    public int NextIncarnation() => Interlocked.Increment(ref _incarnations);

    public int Incarnations => Volatile.Read(ref _incarnations);
}

/// <summary>Code to run inside a puppet.</summary>
internal sealed record Run(Action<Puppet> Code);

/// <summary>The puppet throws this exception out of its handler.</summary>
internal sealed record Throw(Exception Exception);

internal sealed class Boom(string message = "boom") : Exception(message);

internal sealed class Bang(string message = "bang") : Exception(message);
