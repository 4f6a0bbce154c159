namespace Crosstown.TestKit.Tests.Documentation.Failures;

public sealed class TenantFilter(CurrentTenant tenant) : ITrafficFilter
{
    public Task InvokeAsync(TrafficContext context, TrafficFilterDelegate next, CancellationToken cancellationToken)
    {
        tenant.Name = context.Request?.UserName;
        return next(context, cancellationToken);
    }
}
