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

/// <summary>The filters of a run have called its code on a thread that is not the worker's: the worker is asked to send the message to its child.</summary>
internal sealed class TellChild(DeferralRun run) : WorkerMessage
{
    private readonly TaskCompletionSource<Task> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DeferralRun Run => run;

    /// <summary>Completes when the child has received the message.</summary>
    public Task Ended => _told.Task.Unwrap();

    /// <param name="ended">Completes when the child has received the message; null if it is not sent.</param>
    public void Sent(Task? ended) => _told.SetResult(ended ?? Task.CompletedTask);

    public void Fail(Exception exception) => _told.SetException(exception);
}

/// <summary>The Identify to a child became a dead letter, although the child may still live.</summary>
internal sealed class QuestionLost(ChildReceipt receipt) : WorkerMessage
{
    public ChildReceipt Receipt => receipt;
}
