using System.Runtime.ExceptionServices;
using Akka.Event;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Repeats the assertion until it does not throw; when the time is over, its last exception is thrown.</summary>
    /// <param name="duration">Dilated; the default is what is left of a Within block, or akka.test.single-expect-default.</param>
    /// <param name="interval">Between two attempts; 100 ms by default.</param>
    public void AwaitAssert(
        Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AssertUntil(true, () => { assertion(); return Task.CompletedTask; }, duration, interval, cancellationToken).GetAwaiter().GetResult();

    public Task AwaitAssertAsync(
        Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AssertUntil(false, () => { assertion(); return Task.CompletedTask; }, duration, interval, cancellationToken);

    public Task AwaitAssertAsync(
        Func<Task> assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AssertUntil(false, assertion, duration, interval, cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, null, null, null, cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, null, cancellationToken);

    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, message, cancellationToken);

    /// <summary>Repeats the condition until it is true, and fails when the time is over.</summary>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled,
        TimeSpan? max,
        TimeSpan? interval,
        string message = null,
        CancellationToken cancellationToken = default) =>
        ConditionOrFail(true, Asynchronous(conditionIsFulfilled), max, interval, message, cancellationToken).GetAwaiter().GetResult();

    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        ConditionOrFail(false, Asynchronous(conditionIsFulfilled), null, null, null, cancellationToken);

    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        ConditionOrFail(false, Asynchronous(conditionIsFulfilled), max, null, message, cancellationToken);

    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled,
        TimeSpan? max,
        TimeSpan? interval,
        string message = null,
        CancellationToken cancellationToken = default) =>
        ConditionOrFail(false, Asynchronous(conditionIsFulfilled), max, interval, message, cancellationToken);

    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        ConditionOrFail(false, conditionIsFulfilled, null, null, null, cancellationToken);

    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        ConditionOrFail(false, conditionIsFulfilled, max, null, null, cancellationToken);

    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        ConditionOrFail(false, conditionIsFulfilled, max, null, message, cancellationToken);

    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan? max,
        TimeSpan? interval,
        string message = null,
        CancellationToken cancellationToken = default) =>
        ConditionOrFail(false, conditionIsFulfilled, max, interval, message, cancellationToken);

    /// <summary>Repeats the condition until it is true; says false when the time is over.</summary>
    public bool AwaitConditionNoThrow(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        ConditionUntil(true, Asynchronous(conditionIsFulfilled), max, interval, cancellationToken).GetAwaiter().GetResult();

    public Task<bool> AwaitConditionNoThrowAsync(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        ConditionUntil(false, Asynchronous(conditionIsFulfilled), max, interval, cancellationToken);

    public Task<bool> AwaitConditionNoThrowAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        ConditionUntil(false, conditionIsFulfilled, max, interval, cancellationToken);

    private static Func<Task<bool>> Asynchronous(Func<bool> condition) => () => Task.FromResult(condition());

    private async Task AssertUntil(
        bool blocking, Func<Task> assertion, TimeSpan? duration, TimeSpan? interval, CancellationToken cancellationToken)
    {
        Exception last = null;
        async Task<bool> Holds()
        {
            try
            {
                await assertion();
                return true;
            }
            catch (Exception exception)
            {
                last = exception;
                return false;
            }
        }
        if (!await ConditionUntil(blocking, Holds, RemainingOrDilated(duration), interval, cancellationToken))
            ExceptionDispatchInfo.Capture(last).Throw();
    }

    private async Task ConditionOrFail(
        bool blocking, Func<Task<bool>> condition, TimeSpan? max, TimeSpan? interval, string message, CancellationToken cancellationToken)
    {
        var limit = RemainingOrDilated(max);
        if (!await ConditionUntil(blocking, condition, limit, interval, cancellationToken))
            Fail($"Timeout {limit} expired while waiting for the condition. {message}");
    }

    private async Task<bool> ConditionUntil(
        bool blocking, Func<Task<bool>> condition, TimeSpan limit, TimeSpan? interval, CancellationToken cancellationToken)
    {
        var pause = interval ?? PollInterval;
        pause.EnsureIsPositiveFinite(nameof(interval));
        limit.EnsureIsFinite(nameof(limit));
        var end = Now + limit;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // The caller's context is kept: it is the caller's code that runs on both sides of the pause.
            if (await condition())
                return true;
            var left = end - Now;
            if (left <= TimeSpan.Zero)
            {
                if (TestKitSettings.LogTestKitCalls)
                    Log.Debug("The condition was not fulfilled within {0}", limit);
                return false;
            }
            var wait = pause < left ? pause : left;
            if (blocking)
                cancellationToken.WaitHandle.WaitOne(wait);
            else
                await Task.Delay(wait, cancellationToken);
        }
    }
}
