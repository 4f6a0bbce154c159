
namespace Akka.TestKit;

/// <summary>Is run for each message of a test actor, before the test can take it; returns the pilot for the next message.</summary>
public abstract class AutoPilot
{
    /// <summary>Returned by <see cref="Run"/>: stop piloting.</summary>
    public static NoAutoPilot NoAutoPilot => NoAutoPilot.Instance;

    /// <summary>Returned by <see cref="Run"/>: the same pilot runs for the next message too.</summary>
    public static KeepRunning KeepRunning => KeepRunning.Instance;

    public abstract AutoPilot Run(IActorRef sender, object message);
}
