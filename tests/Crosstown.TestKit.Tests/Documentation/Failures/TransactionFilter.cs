using System.Transactions;

namespace Crosstown.TestKit.Tests.Documentation.Failures;

public sealed class TransactionFilter : ITrafficFilter
{
    public async Task InvokeAsync(TrafficContext context, TrafficFilterDelegate next, CancellationToken cancellationToken)
    {
        using var transaction = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
        await next(context, cancellationToken);
        transaction.Complete();
    }
}
