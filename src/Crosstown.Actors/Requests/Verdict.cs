using System.Globalization;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.NoGo;

namespace Crosstown.Actors.Requests;

/// <summary>Why a deferral does not run, and the fate it gets. A deferral without a verdict (null) runs.</summary>
internal sealed record Verdict(Fate Fate, string Reason, Exception? Exception = null)
{
    /// <summary>Judges a deferral by its rules, then by its predicate. For a nested deferral only the rules of its own options count, since the other rules have let its parent run. Null without a request.</summary>
    public static Verdict? On(Deferral deferral, RequestSnapshot? request)
    {
        if (request?.Response is not { } response)
            return null;
        var rules = deferral.Account.IsNested ? deferral.Plan.OwnRules : deferral.Plan.Rules;
        return (rules is null ? null : OfRules(rules, response)) ?? OfPredicate(deferral, response);
    }

    /// <summary>Judges by the rules only: first by an abort, if the rules name it; then by truncation; then by the status.</summary>
    public static Verdict? OfRules(NoGoSet rules, ResponseSnapshot response)
    {
        if (response.Outcome is ResponseOutcome.AbortedByClient or ResponseOutcome.AbortedByServer && rules.Aborted)
            return new Verdict(Fate.Aborted, response.Outcome is ResponseOutcome.AbortedByClient ? "the client aborted (no-go rule aborted)" : "the server aborted (no-go rule aborted)");
        if (response.Outcome is ResponseOutcome.Truncated && rules.Truncated)
            return new Verdict(Fate.NoGo, "the response was truncated (no-go rule truncated)");
        var status = EffectiveStatus(response);
        return rules.Stops(status) ? new Verdict(Fate.NoGo, string.Create(CultureInfo.InvariantCulture, $"the status is {status} (no-go rule {rules.RuleFor(status)})")) : null;
    }

    private static Verdict? OfPredicate(Deferral deferral, ResponseSnapshot response)
    {
        if (deferral.Plan.When is not { } when)
            return null;
        try
        {
            return when(response) ? null : new Verdict(Fate.NoGo, "its When predicate returned false");
        }
        catch (Exception e)
        {
            return new Verdict(Fate.Failed, $"its When predicate threw: {SafeMessage.Of(e)}", e);
        }
    }

    /// <summary>gRPC reports its result in the trailer grpc-status: any value but 0 after a 200 counts as status 500.</summary>
    private static int EffectiveStatus(ResponseSnapshot response) =>
        response.StatusCode == 200 && response.Trailers.Count > 0 && response.Trailers.TryGetValue("grpc-status", out var grpc) && grpc != "0"
            ? 500
            : response.StatusCode;
}
