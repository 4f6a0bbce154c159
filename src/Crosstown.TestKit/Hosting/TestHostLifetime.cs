using Microsoft.Extensions.Hosting;

namespace Crosstown.TestKit.Hosting;

/// <summary>The lifetime of a test's host: it ends by the test alone, not by a signal to the process.</summary>
internal sealed class TestHostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
