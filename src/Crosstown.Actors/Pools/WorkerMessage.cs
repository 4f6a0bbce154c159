using Akka.Actor;
using Akka.Event;
using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Pools;

/// <summary>A message of a worker to itself, delivered also while its other mail is held. Suppressed as a dead letter: a stopped worker does not need it.</summary>
internal abstract class WorkerMessage : INoSerializationVerificationNeeded, IDeadLetterSuppression;

/// <summary>The code of a run has returned or was abandoned, so its worker goes on.</summary>
internal sealed class RunReleased(DeferralRun run) : WorkerMessage
{
    public DeferralRun Run => run;
}

/// <summary>The Identify to a child became a dead letter, although the child may still live.</summary>
internal sealed class QuestionLost(ChildReceipt receipt) : WorkerMessage
{
    public ChildReceipt Receipt => receipt;
}
