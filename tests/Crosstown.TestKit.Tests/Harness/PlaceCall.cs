namespace Crosstown.TestKit.Tests.Harness;

public sealed record PlaceCall(string Number);

public sealed record SendReceipt(string To);
