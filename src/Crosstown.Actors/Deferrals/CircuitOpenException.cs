namespace Crosstown.Actors;

/// <summary>The exception of a deferral whose pool's circuit was open, with <c>circuit.when-open = fail</c>. Its code has not run, or not again after a failed attempt.</summary>
public sealed class CircuitOpenException(string message) : Exception(message);
