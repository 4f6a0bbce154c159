using System.Collections.Concurrent;

namespace Crosstown.TestKit.Tests.Documentation.Failures;

/// <summary>A table of an application.</summary>
public sealed class FailedWork
{
    public ConcurrentQueue<(string Id, string Kind, string Message, string? Why)> Rows { get; } = new();

    public Task InsertAsync(string id, string kind, string message, string? why, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Rows.Enqueue((id, kind, message, why));
        return Task.CompletedTask;
    }
}
