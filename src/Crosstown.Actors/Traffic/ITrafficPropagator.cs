namespace Crosstown.Actors;

/// <summary>Carries a context of the application (a tenant, an AsyncLocal) from the deferring call to the work. Register any number of them as singletons; they must be thread-safe.</summary>
public interface ITrafficPropagator
{
    /// <summary>Called at each deferring call, on its thread; an exception is thrown to the caller. The result must not hold objects of the request, which the server reuses.</summary>
    object? Capture();

    /// <summary>Called before the work, on its thread, with the captured value. AsyncLocals set here are reset after the deferral. An exception ends the deferral as <see cref="Fate.Failed"/>.</summary>
    void Restore(object? captured);
}
