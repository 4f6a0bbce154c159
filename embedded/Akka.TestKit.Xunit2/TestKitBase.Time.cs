using Akka.TestKit.Internal;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>When the innermost Within block has to be over; null outside of one.</summary>
    private TimeSpan? _end;

    /// <summary>Set by what waits for silence: a Within block may then take all of its time.</summary>
    private bool _lastWasNoMessage;

    /// <summary>What is left of the innermost Within block.</summary>
    /// <exception cref="InvalidOperationException">Not inside one.</exception>
    public TimeSpan Remaining =>
        _end is { } end ? end - Now : throw new InvalidOperationException("Remaining has no meaning outside of a Within block.");

    /// <summary>What is left of the innermost Within block; outside of one, akka.test.single-expect-default, dilated.</summary>
    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    /// <summary>Multiplies by akka.test.timefactor.</summary>
    public TimeSpan Dilated(TimeSpan duration) =>
        duration.IsPositiveFinite() ? new TimeSpan((long)(duration.Ticks * TestKitSettings.TestTimeFactor)) : duration;

    /// <summary>The given timeout as it is; without one, akka.test.single-expect-default, dilated.</summary>
    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => timeout ?? Dilated(TestKitSettings.SingleExpectDefault);

    /// <summary>The duration dilated; without one, <see cref="RemainingOrDefault"/>.</summary>
    /// <exception cref="ArgumentException">The duration is infinite.</exception>
    public TimeSpan RemainingOrDilated(TimeSpan? duration)
    {
        if (duration is not { } given)
            return RemainingOrDefault;
        return given.IsInfinite()
            ? throw new ArgumentException("The duration must be finite.", nameof(duration))
            : Dilated(given);
    }

    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, epsilonValue: epsilonValue, cancellationToken: cancellationToken);

    /// <summary>
    /// Runs the block and fails if it takes longer than <paramref name="max"/>, dilated, or less than <paramref name="min"/>.
    /// Inside of it the expectations wait only for what is left of the block. The upper limit is not checked when the last
    /// thing the block did was to wait for silence, which takes all the time there is.
    /// </summary>
    public T Within<T>(
        TimeSpan min,
        TimeSpan max,
        Func<T> function,
        string hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        WithinCore(min, max, () => Task.FromResult(function()), hint, epsilonValue, cancellationToken).GetAwaiter().GetResult();

    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, epsilonValue: epsilonValue, cancellationToken: cancellationToken);

    public void Within(
        TimeSpan min,
        TimeSpan max,
        Action action,
        string hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        Within(min, max, () => { action(); return true; }, hint, epsilonValue, cancellationToken);

    public Task<T> WithinAsync<T>(
        TimeSpan max, Func<Task<T>> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinCore(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public Task<T> WithinAsync<T>(
        TimeSpan min,
        TimeSpan max,
        Func<Task<T>> function,
        string hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        WithinCore(min, max, function, hint, epsilonValue, cancellationToken);

    public Task WithinAsync(
        TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, null, epsilonValue, cancellationToken);

    public Task WithinAsync(
        TimeSpan min,
        TimeSpan max,
        Func<Task> actionAsync,
        string hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        WithinCore(min, max, async () => { await actionAsync(); return true; }, hint, epsilonValue, cancellationToken);

    protected TimeSpan RemainingOr(TimeSpan duration)
    {
        if (_end is not { } end)
            return duration;
        var left = end - Now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private async Task<T> WithinCore<T>(
        TimeSpan min, TimeSpan max, Func<Task<T>> block, string hint, TimeSpan? epsilon, CancellationToken cancellationToken)
    {
        if (min < TimeSpan.Zero)
            throw new ArgumentException("A block cannot take less than no time.", nameof(min));
        max.EnsureIsPositiveFinite(nameof(max));
        cancellationToken.ThrowIfCancellationRequested();

        var started = Now;
        var left = _end - started;
        if (left < min)
            Fail($"A Within block of at least {min} is not possible: only {left} is left of the one around it. {hint}");

        var limit = Dilated(max).Min(left);
        var outerEnd = _end;
        _lastWasNoMessage = false;
        _end = started + limit;
        T result;
        try
        {
            // The caller's context is kept: its code is what runs here, and its test actor is the implicit sender.
            result = await block();
        }
        finally
        {
            _end = outerEnd;
        }

        var took = Now - started;
        if (took < min)
            Fail($"The block took {took}; it should have taken at least {min}. {hint}");
        if (!_lastWasNoMessage && took > limit + (epsilon ?? TimeSpan.Zero))
            Fail($"The block took {took}, more than {limit}. {hint}");
        return result;
    }

    /// <summary>Fails the test with this text as it stands, braces and all.</summary>
    private void Fail(string text) => _assertions.Fail("{0}", text.TrimEnd());
}
