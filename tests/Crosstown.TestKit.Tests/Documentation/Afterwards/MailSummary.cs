namespace Crosstown.TestKit.Tests.Documentation.Afterwards;

public sealed record MailSummary(string Campaign);
