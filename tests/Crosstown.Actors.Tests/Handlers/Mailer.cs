namespace Crosstown.Actors.Tests.Handlers;

/// <summary>An instance method that the generator makes deferrable; the receiver is a scoped service.</summary>
internal sealed partial class Mailer(IDialer dialer)
{
    public bool IsCaller { get; set; }

    [CrosstownTraffic(SameThread = true)]
    public Task SendAsync(string to, CancellationToken cancellationToken)
    {
        Assert.False(IsCaller);
        return dialer.DialAsync($"mail {to}", cancellationToken);
    }
}
