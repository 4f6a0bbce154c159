using Crosstown.Actors.Deferrals;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Filters;

/// <summary>A run as the code within its filters sees it: with the context and the token that the filters have passed on.</summary>
internal sealed class FilteredCode(IDeferralRun run, TrafficContext context, CancellationToken cancellationToken) : IDeferralRun
{
    public CancellationToken Token => cancellationToken;

    public TService Resolve<TService>()
        where TService : notnull
    {
        if (typeof(TService) == typeof(TrafficContext))
            return (TService)(object)context;
        return ReferenceEquals(context, run.Resolve<TrafficContext>()) ? run.Resolve<TService>() : context.Services.GetRequiredService<TService>();
    }

    public void Cancel(CancelCause cause) => run.Cancel(cause);
}
