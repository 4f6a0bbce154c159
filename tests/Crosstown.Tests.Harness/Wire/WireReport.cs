using Crosstown.Actors;

namespace Crosstown.Tests.Harness.Wire;

/// <summary>What the wire said of one response, and what the kernel said at that moment.</summary>
/// <param name="Reached">The level reported.</param>
/// <param name="Gone">The connection was reported gone.</param>
/// <param name="Taken">Bytes that the kernel had taken on the connection.</param>
/// <param name="Acknowledged">Bytes that the peer had acknowledged.</param>
/// <param name="TakenAtCompleted">Bytes that the kernel had taken when the server called <c>OnCompleted</c>.</param>
/// <param name="At">When, as a Stopwatch timestamp.</param>
/// <param name="SentAt">When the wire told the completion signal, which is when the kernel had taken the last byte.</param>
/// <param name="ByDefault">Work that the same request deferred under the default rules.</param>
/// <param name="Response">What the deferral was told of the response; null when the wire was asked without one.</param>
internal sealed record WireReport(
    WireLevel Reached, bool Gone, long Taken, long Acknowledged, long TakenAtCompleted, long At, ResponseSnapshot? Response = null, long SentAt = 0, Deferral? ByDefault = null);
