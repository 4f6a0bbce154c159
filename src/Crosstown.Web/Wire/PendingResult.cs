using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace Crosstown.Web.Wire;

/// <summary>Hands a pending result on to its one consumer, and lets the owner see it first; one allocation per pipe, not per wait.</summary>
internal sealed class PendingResult<T>(PendingResult<T>.IOwner owner) : IValueTaskSource<T>
{
    private Action? _resume;
    private ConfiguredValueTaskAwaitable<T>.ConfiguredValueTaskAwaiter _inner;
    private Action<object?>? _continuation;
    private object? _state;
    private short _token;
    private bool _awaited;

    internal interface IOwner
    {
        /// <summary>Before the consumer sees the result; not called when it is an exception.</summary>
        void OnResult(in T result);

        /// <summary>After the consumer's continuation has returned: what it does in answer, it has done.</summary>
        void OnContinued();
    }

    /// <summary>True from <see cref="Follow"/> until the consumer has taken the result. The pipes allow one waiter at a time.</summary>
    public bool IsPending { get; private set; }

    public ValueTask<T> Follow(in ValueTask<T> pending)
    {
        _inner = pending.ConfigureAwait(false).GetAwaiter();
        IsPending = true;
        return new ValueTask<T>(this, ++_token);
    }

    // A fault shows as success here and throws from GetResult, which is all that an await asks of it.
    public ValueTaskSourceStatus GetStatus(short token)
    {
        Validate(token);
        return _inner.IsCompleted ? ValueTaskSourceStatus.Succeeded : ValueTaskSourceStatus.Pending;
    }

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        Validate(token);
        _continuation = continuation;
        _state = state;
        _awaited = true;
        _inner.UnsafeOnCompleted(_resume ??= Resume);
    }

    public T GetResult(short token)
    {
        Validate(token);
        var inner = _inner;
        var awaited = _awaited;
        _inner = default;
        _awaited = false;
        IsPending = false;
        try
        {
            var result = inner.GetResult();
            owner.OnResult(in result);
            return result;
        }
        finally
        {
            // Done before anyone had to wait: there is no continuation to return from.
            if (!awaited)
                owner.OnContinued();
        }
    }

    private void Resume()
    {
        var continuation = _continuation!;
        var state = _state;
        // Cleared first: the consumer may wait again from within its continuation.
        _continuation = null;
        _state = null;
        continuation(state);
        owner.OnContinued();
    }

    private void Validate(short token)
    {
        if (token != _token || !IsPending)
            throw new InvalidOperationException("The result was already taken.");
    }
}
