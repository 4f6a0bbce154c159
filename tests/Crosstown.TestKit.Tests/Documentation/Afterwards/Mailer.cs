namespace Crosstown.TestKit.Tests.Documentation.Afterwards;

public sealed class Mailer
{
    public List<string> Sent { get; } = [];

    public Task SendAsync(string text, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Sent.Add(text);
        return Task.CompletedTask;
    }
}
