namespace Crosstown.TestKit.TestApp;

public sealed record PlaceCall(string Number);
