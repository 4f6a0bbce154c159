using Crosstown.Actors.Accounting;

namespace Crosstown.Actors.Deferrals;

/// <summary>Checks the set of <see cref="ITraffic.WhenAll"/>.</summary>
internal static class SetCheck
{
    /// <exception cref="ArgumentException">A deferral of the set belongs to other traffic.</exception>
    public static void Require(IEnumerable<Deferral> set, TrafficAccount account)
    {
        foreach (var deferral in set)
        {
            if (deferral.Account.Ledger != account.Ledger)
            {
                throw new ArgumentException(
                    $"The set of WhenAll has {deferral}, a deferral of another host (or of a test's traffic). Call WhenAll on the ITraffic by which the set was deferred.");
            }

            if (deferral.Account != account && !(deferral.Account.IsWithoutRequest && account.IsWithoutRequest))
            {
                throw new ArgumentException(
                    $"The set of WhenAll has {deferral}, deferred by {Describe(deferral.Account)}, and the traffic is that of {Describe(account)}. A set has deferrals of one request, of one running " +
                    "deferral, or without a request: call WhenAll on the ITraffic by which the set was deferred. Running work waits for other deferrals by their WaitAsync.");
            }
        }
    }

    private static string Describe(TrafficAccount account) =>
        account.IsWithoutRequest ? "code without a request"
        : account.IsNested ? $"running work of request {account.Root.Number} (traffic {account.Number})"
        : $"request {account.Number}{(account.Request?.Endpoint is { } endpoint ? $" ({endpoint})" : "")}";
}
