namespace Crosstown.Actors.Accounting;

/// <summary>Those who wait until a condition is true. Every member is called under the lock that guards what the condition is about.</summary>
internal sealed class ConditionWait
{
    private TaskCompletionSource? _waiter;

    /// <summary>Completes when <see cref="Check"/> finds the condition true, or at once.</summary>
    public Task TrueAsync(bool isTrue) => isTrue ? Task.CompletedTask : (_waiter ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Called after each change that may have made the condition true.</summary>
    public void Check(bool isTrue)
    {
        if (!isTrue || _waiter is not { } waiter)
            return;
        _waiter = null;
        waiter.SetResult();
    }
}
