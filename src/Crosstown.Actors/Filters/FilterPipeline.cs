using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Filters;

/// <summary>The filters of one pool or of the lanes, the outermost first.</summary>
internal sealed class FilterPipeline(Type[] filters)
{
    public IReadOnlyList<Type> Filters => filters;

    /// <summary>Runs a deferral's code within the filters. Called on the thread that is to run the code; the task fails as the filters or the code fail.</summary>
    /// <param name="run">The run.</param>
    /// <param name="code">Starts the code. Called at most once, with the context and the token that the innermost filter has passed on.</param>
    public Task RunAsync(IDeferralRun run, Func<IDeferralRun, Task?> code) => new FilteredRun(filters, run, code).RunAsync();
}
