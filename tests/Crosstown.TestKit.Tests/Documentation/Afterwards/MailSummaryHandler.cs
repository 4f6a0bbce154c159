namespace Crosstown.TestKit.Tests.Documentation.Afterwards;

public sealed class MailSummaryHandler(Mailer mailer) : ITrafficHandler<MailSummary>
{
    public Task HandleAsync(MailSummary message, TrafficContext context, CancellationToken cancellationToken) =>
        mailer.SendAsync($"{message.Campaign}: {context.Awaited.Count(call => call.Fate is Fate.Ran)} of {context.Awaited.Count} calls were placed", cancellationToken);
}
