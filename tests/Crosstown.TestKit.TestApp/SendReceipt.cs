namespace Crosstown.TestKit.TestApp;

public sealed record SendReceipt(string To);
