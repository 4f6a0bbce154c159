namespace Crosstown.Actors.Deferrals;

/// <summary>
/// Crosstown.TestKit's only access to a host's traffic: it sees each deferral, may keep one from its pool, and may change or delay a response's end. Registered in tests only.
/// Every member may be called from any thread.
/// </summary>
internal interface ITrafficInterceptor
{
    /// <summary>Called at each deferring call on its thread, before admission. It may delay the call.</summary>
    void Deferring(Deferral deferral);

    /// <summary>Whether a message with this plan needs no handler.</summary>
    bool TakesAnyMessage(DeferralPlan plan);

    /// <summary>Called when the deferral is dispatched, in the order of dispatch.</summary>
    /// <returns>True if the interceptor sees to its fate; it may send it to its pool later (<see cref="Pools.Dispatcher.Send"/>).</returns>
    bool TryTake(Deferral deferral);

    /// <summary>Called when a response is over, before its completion is signalled, which waits for the result.</summary>
    /// <returns>The request with the response by which its deferrals are judged.</returns>
    ValueTask<RequestSnapshot> CompletingAsync(RequestSnapshot request);
}
