using System.Globalization;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.NoGo;

namespace Crosstown.Actors.Requests;

/// <summary>Why a deferral does not run. No verdict means go.</summary>
internal sealed record Verdict(Fate Fate, string Reason, Exception? Exception = null)
{
    /// <summary>By rules, then by predicate. Of work that waited for no response only its own rules count: its request is over and let its parent run. Without a request there is nothing to judge by.</summary>
    public static Verdict? On(Deferral deferral, RequestSnapshot? request)
    {
        if (request?.Response is not { } response)
            return null;
        var rules = deferral.Account.IsNested ? deferral.Plan.OwnRules : deferral.Plan.Rules;
        return (rules is null ? null : OfRules(rules, response)) ?? OfPredicate(deferral, response);
    }

    /// <summary>By the rules alone: abort evidence first, if the rules name it; then truncation; then the status.</summary>
    public static Verdict? OfRules(NoGoSet rules, ResponseSnapshot response)
    {
        if (response.Outcome is ResponseOutcome.AbortedByClient or ResponseOutcome.AbortedByServer && rules.Aborted)
            return new Verdict(Fate.Aborted, response.Outcome is ResponseOutcome.AbortedByClient ? "the client aborted" : "the server aborted");
        if (response.Outcome is ResponseOutcome.Truncated && rules.Truncated)
            return new Verdict(Fate.NoGo, "the response was truncated");
        var status = EffectiveStatus(response);
        return rules.Stops(status) ? new Verdict(Fate.NoGo, $"the status is {status.ToString(CultureInfo.InvariantCulture)}") : null;
    }

    private static Verdict? OfPredicate(Deferral deferral, ResponseSnapshot response)
    {
        if (deferral.Plan.When is not { } when)
            return null;
        try
        {
            return when(response) ? null : new Verdict(Fate.NoGo, "its When predicate said no");
        }
        catch (Exception e)
        {
            return new Verdict(Fate.Failed, $"its When predicate threw: {SafeMessage.Of(e)}", e);
        }
    }

    /// <summary>gRPC says how it ended in a trailer: anything but 0 behind a 200 counts as a 500.</summary>
    private static int EffectiveStatus(ResponseSnapshot response) =>
        response.StatusCode == 200 && response.Trailers.Count > 0 && response.Trailers.TryGetValue("grpc-status", out var grpc) && grpc != "0"
            ? 500
            : response.StatusCode;
}
