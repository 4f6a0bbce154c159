using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Filters;

/// <summary>One run of a deferral's code within the filters of its pool.</summary>
internal sealed class FilteredRun(IReadOnlyList<Type> filters, IDeferralRun run, Func<IDeferralRun, Task?> code)
{
    /// <summary>That of the worker, whose thread runs filters and code.</summary>
    private readonly SynchronizationContext? _home = SynchronizationContext.Current;

    /// <summary>The filter that did not call next; null if there is none.</summary>
    private volatile Type? _stoppedBy;

    public async Task RunAsync()
    {
        var context = run.Resolve<TrafficContext>();
        context.KeepMessage();
        // Abandoned or cancelled between its start and here: the code would do nothing, so the filters do nothing either.
        if (context.Deferral.Fate is not null)
            return;
        await InvokeAsync(0, context, run.Token);
        // With codeStillRuns, the deferral keeps its slot and its place in a sequence until its DI scope has been disposed of.
        if (_stoppedBy is { } filter)
            context.Deferral.TryEnd(Fate.Cancelled, $"the filter {filter.Name} did not call next", codeStillRuns: true);
    }

    /// <summary>Calls the filter with this number, or the code after the last filter.</summary>
    public async Task InvokeAsync(int number, TrafficContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        // The filter before may have left the thread, by ConfigureAwait(false) or in a library.
        await new HomeThread(_home);
        if (number < filters.Count)
            await new FilterStep(this, number, filters[number]).InvokeAsync(context, cancellationToken);
        else if (code(new FilteredCode(run, context, cancellationToken)) is { } task)
            await task;
    }

    public void StoppedBy(Type filter) => _stoppedBy = filter;
}
