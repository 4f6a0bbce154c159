namespace Crosstown.Actors.Deferrals;

/// <summary>A delegate. Members read the field once into a local, because another thread may call <see cref="Drop"/> at any time.</summary>
internal abstract class DelegateWork<TDelegate>(TDelegate work) : Work
    where TDelegate : Delegate
{
    private TDelegate? _work = work;

    public override string Kind => _work is { } work ? Describe(work) : "delegate";

    public override void Drop() => _work = null;

    public override Task? Start(IDeferralRun? run) => _work is { } work ? Start(work, run) : null;

    protected abstract Task? Start(TDelegate work, IDeferralRun? run);

    private static string Describe(Delegate work)
    {
        var type = work.Method.DeclaringType;
        while (type is { DeclaringType: { } outer } && type.Name.StartsWith('<'))
            type = outer;
        // The compiler names a lambda <Method>b__1, of which only Method is shown; a local function <Method>g__Local|2_3, shown as Method.Local; top-level statements <Main>$, shown as Main.
        var name = work.Method.Name;
        if (name.StartsWith('<') && name.LastIndexOf('>') is > 1 and var end)
        {
            var local = name.IndexOf("g__", end, StringComparison.Ordinal) is > 0 and var start ? $".{name[(start + 3)..].Split('|')[0]}" : "";
            name = name[1..end].Trim('<', '>', '$') + local;
        }

        return $"{type?.Name}.{name}";
    }
}

internal sealed class ActionWork(Action work) : DelegateWork<Action>(work)
{
    public override bool IsSynchronous => true;

    public override bool RunsWithoutContext => true;

    protected override Task? Start(Action work, IDeferralRun? run)
    {
        work();
        return null;
    }
}

internal sealed class TaskWork(Func<Task> work) : DelegateWork<Func<Task>>(work)
{
    protected override Task? Start(Func<Task> work, IDeferralRun? run) => work();
}

internal sealed class ValueTaskWork(Func<ValueTask> work) : DelegateWork<Func<ValueTask>>(work)
{
    protected override Task? Start(Func<ValueTask> work, IDeferralRun? run) => work().AsTask();
}

internal sealed class ValueTaskWork<TResult>(Func<ValueTask<TResult>> work) : DelegateWork<Func<ValueTask<TResult>>>(work)
{
    protected override Task? Start(Func<ValueTask<TResult>> work, IDeferralRun? run) => work().AsTask();
}

internal sealed class TokenTaskWork(Func<CancellationToken, Task> work) : DelegateWork<Func<CancellationToken, Task>>(work)
{
    protected override Task? Start(Func<CancellationToken, Task> work, IDeferralRun? run) => work(run!.Token);
}

internal sealed class TokenValueTaskWork(Func<CancellationToken, ValueTask> work) : DelegateWork<Func<CancellationToken, ValueTask>>(work)
{
    protected override Task? Start(Func<CancellationToken, ValueTask> work, IDeferralRun? run) => work(run!.Token).AsTask();
}

internal sealed class TokenValueTaskWork<TResult>(Func<CancellationToken, ValueTask<TResult>> work) : DelegateWork<Func<CancellationToken, ValueTask<TResult>>>(work)
{
    protected override Task? Start(Func<CancellationToken, ValueTask<TResult>> work, IDeferralRun? run) => work(run!.Token).AsTask();
}
