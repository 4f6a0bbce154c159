namespace Crosstown.Actors.Deferrals;

/// <summary>A delegate that gets services of the deferral's own DI scope.</summary>
internal abstract class ServiceWork<TDelegate>(TDelegate work) : DelegateWork<TDelegate>(work)
    where TDelegate : Delegate
{
    public override bool HasServices => true;
}

internal sealed class ServiceActionWork<TService>(Action<TService> work) : ServiceWork<Action<TService>>(work)
    where TService : class
{
    public override bool IsSynchronous => true;

    protected override Task? Start(Action<TService> work, IDeferralRun? run)
    {
        work(run!.Resolve<TService>());
        return null;
    }
}

/// <summary>A call whose result nobody uses, unless it is something to await.</summary>
internal sealed class ServiceCallWork<TService>(Func<TService, object?> work) : ServiceWork<Func<TService, object?>>(work)
    where TService : class
{
    protected override Task? Start(Func<TService, object?> work, IDeferralRun? run) => CallResult.ToTask(work(run!.Resolve<TService>()));
}

internal sealed class ServiceOnlyTaskWork<TService>(Func<TService, Task> work) : ServiceWork<Func<TService, Task>>(work)
    where TService : class
{
    protected override Task? Start(Func<TService, Task> work, IDeferralRun? run) => work(run!.Resolve<TService>());
}

internal sealed class ServiceOnlyValueTaskWork<TService>(Func<TService, ValueTask> work) : ServiceWork<Func<TService, ValueTask>>(work)
    where TService : class
{
    protected override Task? Start(Func<TService, ValueTask> work, IDeferralRun? run) => work(run!.Resolve<TService>()).AsTask();
}

internal sealed class ServiceTaskWork<TService>(Func<TService, CancellationToken, Task> work) : ServiceWork<Func<TService, CancellationToken, Task>>(work)
    where TService : class
{
    protected override Task? Start(Func<TService, CancellationToken, Task> work, IDeferralRun? run) => work(run!.Resolve<TService>(), run.Token);
}

internal sealed class ServiceValueTaskWork<TService>(Func<TService, CancellationToken, ValueTask> work) : ServiceWork<Func<TService, CancellationToken, ValueTask>>(work)
    where TService : class
{
    protected override Task? Start(Func<TService, CancellationToken, ValueTask> work, IDeferralRun? run) => work(run!.Resolve<TService>(), run.Token).AsTask();
}

internal sealed class ServicesTaskWork<T1, T2>(Func<T1, T2, CancellationToken, Task> work) : ServiceWork<Func<T1, T2, CancellationToken, Task>>(work)
    where T1 : class
    where T2 : class
{
    protected override Task? Start(Func<T1, T2, CancellationToken, Task> work, IDeferralRun? run) => work(run!.Resolve<T1>(), run.Resolve<T2>(), run.Token);
}

internal sealed class ServicesTaskWork<T1, T2, T3>(Func<T1, T2, T3, CancellationToken, Task> work) : ServiceWork<Func<T1, T2, T3, CancellationToken, Task>>(work)
    where T1 : class
    where T2 : class
    where T3 : class
{
    protected override Task? Start(Func<T1, T2, T3, CancellationToken, Task> work, IDeferralRun? run) =>
        work(run!.Resolve<T1>(), run.Resolve<T2>(), run.Resolve<T3>(), run.Token);
}
