namespace Crosstown.Actors.Deferrals;

/// <summary>A deferral whose work is a delegate. The field is read once into a local, because <see cref="Drop"/> may come from another thread at any time.</summary>
internal abstract class DelegateDeferral<TDelegate>(TDelegate work) : Deferral
    where TDelegate : Delegate
{
    private TDelegate? _work = work;

    internal override string Kind => Volatile.Read(ref _work) is { } work ? Describe(work) : "delegate";

    internal override void Drop() => Volatile.Write(ref _work, null);

    internal override Task? Start(DeferralRun? run) => Volatile.Read(ref _work) is { } work ? Start(work, run) : null;

    protected abstract Task? Start(TDelegate work, DeferralRun? run);

    private static string Describe(Delegate work)
    {
        var type = work.Method.DeclaringType;
        while (type is { DeclaringType: { } outer } && type.Name.StartsWith('<'))
            type = outer;
        // A lambda's name is <Method>b__1, and the method that wrote it says more; a local function's is <Method>g__Local|2_3. A program without a Main has one called <Main>$.
        var name = work.Method.Name;
        if (name.StartsWith('<') && name.LastIndexOf('>') is > 1 and var end)
        {
            var local = name.IndexOf("g__", end, StringComparison.Ordinal) is > 0 and var start ? $".{name[(start + 3)..].Split('|')[0]}" : "";
            name = name[1..end].Trim('<', '>', '$') + local;
        }

        return $"{type?.Name}.{name}";
    }
}

internal sealed class ActionDeferral(Action work) : DelegateDeferral<Action>(work)
{
    internal override bool IsSynchronous => true;

    internal override bool IsBare => true;

    protected override Task? Start(Action work, DeferralRun? run)
    {
        work();
        return null;
    }
}

internal sealed class TaskDeferral(Func<Task> work) : DelegateDeferral<Func<Task>>(work)
{
    protected override Task? Start(Func<Task> work, DeferralRun? run) => work();
}

internal sealed class ValueTaskDeferral(Func<ValueTask> work) : DelegateDeferral<Func<ValueTask>>(work)
{
    protected override Task? Start(Func<ValueTask> work, DeferralRun? run) => work().AsTask();
}

internal sealed class ValueTaskDeferral<TResult>(Func<ValueTask<TResult>> work) : DelegateDeferral<Func<ValueTask<TResult>>>(work)
{
    protected override Task? Start(Func<ValueTask<TResult>> work, DeferralRun? run) => work().AsTask();
}

internal sealed class TokenTaskDeferral(Func<CancellationToken, Task> work) : DelegateDeferral<Func<CancellationToken, Task>>(work)
{
    protected override Task? Start(Func<CancellationToken, Task> work, DeferralRun? run) => work(run!.Token);
}

internal sealed class TokenValueTaskDeferral(Func<CancellationToken, ValueTask> work) : DelegateDeferral<Func<CancellationToken, ValueTask>>(work)
{
    protected override Task? Start(Func<CancellationToken, ValueTask> work, DeferralRun? run) => work(run!.Token).AsTask();
}

internal sealed class ServiceTaskDeferral<TService>(Func<TService, CancellationToken, Task> work) : DelegateDeferral<Func<TService, CancellationToken, Task>>(work)
    where TService : notnull
{
    internal override bool HasServices => true;

    protected override Task? Start(Func<TService, CancellationToken, Task> work, DeferralRun? run) => work(run!.Resolve<TService>(), run.Token);
}

internal sealed class ServiceValueTaskDeferral<TService>(Func<TService, CancellationToken, ValueTask> work) : DelegateDeferral<Func<TService, CancellationToken, ValueTask>>(work)
    where TService : notnull
{
    internal override bool HasServices => true;

    protected override Task? Start(Func<TService, CancellationToken, ValueTask> work, DeferralRun? run) => work(run!.Resolve<TService>(), run.Token).AsTask();
}
