namespace Akka.Event;

/// <summary>Given to an actor system at its creation: what its loggers leave out.</summary>
public sealed class LogFilterSetup : Akka.Actor.Setup.Setup
{
    public LogFilterSetup(LogFilterBase[] filters) => Filters = filters;

    public LogFilterBase[] Filters { get; }

    public LogFilterEvaluator CreateEvaluator() => new(Filters);
}
