namespace Crosstown.Actors.Deferrals;

/// <summary>Waits for fates, also where <see cref="Deferral.WaitAsync"/> is an error because the request is still open.</summary>
internal static class FateWait
{
    /// <summary>Completes when the deferral has its fate. Its continuations run on threads of .NET's pool.</summary>
    public static Task<Fate> FateAsync(this Deferral deferral)
    {
        lock (deferral.Account.Ledger.Guard)
        {
            if (deferral.Fate is { } fate)
                return Task.FromResult(fate);
            var details = deferral.Details_NeedsLock();
            details.Waiter ??= new TaskCompletionSource<Fate>(TaskCreationOptions.RunContinuationsAsynchronously);
            return details.Waiter.Task;
        }
    }
}
