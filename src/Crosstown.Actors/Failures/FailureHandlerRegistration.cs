namespace Crosstown.Actors.Failures;

/// <summary>One <c>AddTrafficFailureHandler</c>.</summary>
internal sealed record FailureHandlerRegistration(Type Handler);
