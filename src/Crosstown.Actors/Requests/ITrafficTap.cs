namespace Crosstown.Actors.Requests;

/// <summary>What a test host sees and holds. Called on the threads that defer, release and run: implementations are thread-safe and quick.</summary>
internal interface ITrafficTap
{
    /// <summary>It was deferred; admitted or not is not known yet.</summary>
    void Deferred(Deferral deferral);

    /// <summary>It is about to be dispatched. True when the tap keeps it, to dispatch it later with <see cref="TrafficSystem.DispatchNow"/>.</summary>
    bool Holds(Deferral deferral);

    /// <summary>It has its fate.</summary>
    void Ended(Deferral deferral, Fate fate);
}
