namespace Crosstown.Tests.Harness.Wire;

/// <param name="Status">The status line's number.</param>
/// <param name="Head">Status line and headers.</param>
/// <param name="RawEnd">How many of the connection's raw bytes had come with its last byte.</param>
internal sealed record Http1Response(int Status, string Head, long RawEnd);
