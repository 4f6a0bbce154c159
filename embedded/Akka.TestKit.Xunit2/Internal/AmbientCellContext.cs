
namespace Akka.TestKit.Internal;

/// <summary>
/// Keeps the test actor the implicit sender of the test's code, also after an await: what is posted here runs with the
/// test actor's cell as the current one.
/// </summary>
internal sealed class AmbientCellContext(ActorCell cell, SynchronizationContext inner) : SynchronizationContext
{
    public SynchronizationContext Inner => inner;

    public override void Post(SendOrPostCallback d, object state)
    {
        if (inner is null)
            ThreadPool.QueueUserWorkItem(static work => work.self.Run(work.d, work.state), (self: this, d, state), preferLocal: false);
        else
            inner.Post(_ => Run(d, state), null);
    }

    public override void Send(SendOrPostCallback d, object state) => Run(d, state);

    public override SynchronizationContext CreateCopy() => new AmbientCellContext(cell, inner);

    private void Run(SendOrPostCallback callback, object state)
    {
        var previousCell = InternalCurrentActorCellKeeper.Current;
        var previousContext = Current;
        InternalCurrentActorCellKeeper.Current = cell;
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        finally
        {
            SetSynchronizationContext(previousContext);
            InternalCurrentActorCellKeeper.Current = previousCell;
        }
    }
}
