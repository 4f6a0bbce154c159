using Akka.Actor;
using Akka.Event;
using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Pools;

/// <summary>What a worker is told by itself: it passes the mail that is held while the worker waits. A worker that has stopped meanwhile misses nothing.</summary>
internal abstract class WorkerMessage : INoSerializationVerificationNeeded, IDeadLetterSuppression;

/// <summary>The code of a run has returned, or was given up: its worker goes on.</summary>
internal sealed class RunReleased(DeferralRun run) : WorkerMessage
{
    public DeferralRun Run => run;
}

/// <summary>The question whether a child is back from its receive was lost, although the child may live.</summary>
internal sealed class QuestionLost(ChildReceipt receipt) : WorkerMessage
{
    public ChildReceipt Receipt => receipt;
}
