namespace Crosstown.Actors;

/// <summary>Carries a context of the application's own (a tenant, an AsyncLocal) from the call that defers to the work. Register any number as singletons.</summary>
public interface ITrafficPropagator
{
    /// <summary>Called on the deferring thread. The result must not hold anything of the server's.</summary>
    object? Capture();

    /// <summary>Called before the work, on its thread. AsyncLocals set here end with the deferral.</summary>
    void Restore(object? captured);
}
