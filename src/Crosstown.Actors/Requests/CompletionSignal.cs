namespace Crosstown.Actors.Requests;

/// <summary>What the web layer knows when a response is over, as it is told to the request's actor.</summary>
/// <param name="Request">The request and its final response; null for work without a request.</param>
/// <param name="Admitted">How many deferrals were admitted before the seal: the actor releases once it holds that many.</param>
internal sealed record CompletionSignal(RequestSnapshot? Request, int Admitted);
