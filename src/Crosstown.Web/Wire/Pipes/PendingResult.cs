using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace Crosstown.Web.Wire.Pipes;

/// <summary>Passes a pending result on to its only consumer and shows it to the owner first. One instance serves a pipe for its whole life, so a wait allocates nothing.</summary>
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
        /// <summary>Called before the consumer sees the result. Not called for an exception.</summary>
        void OnResult(in T result);

        /// <summary>Called after the consumer's continuation has returned, so that everything it does with the result is done.</summary>
        void OnContinued();
    }

    /// <summary>True from <see cref="Follow"/> until the consumer has taken the result. A pipe allows one waiter at a time.</summary>
    public bool IsPending { get; private set; }

    public ValueTask<T> Follow(in ValueTask<T> pending)
    {
        _inner = pending.ConfigureAwait(false).GetAwaiter();
        IsPending = true;
        return new ValueTask<T>(this, ++_token);
    }

    // A fault is reported as success here and thrown by GetResult. An await needs no more than that.
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
            // The result came before the consumer had registered a continuation, so Resume will not make this call.
            if (!awaited)
                owner.OnContinued();
        }
    }

    private void Resume()
    {
        var continuation = _continuation!;
        var state = _state;
        // Cleared before the call: the consumer may wait again from within its continuation.
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
