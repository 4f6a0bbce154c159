using System.Collections.Concurrent;

namespace PhoneCampaign.Provider;

/// <summary>What the stand-in provider received, and when.</summary>
internal sealed class ProviderLog
{
    private readonly ConcurrentQueue<Entry> _entries = new();

    public IReadOnlyCollection<Entry> Entries => _entries;

    public void Add(Entry entry) => _entries.Enqueue(entry);

    public int CountSince(DateTimeOffset time) => _entries.Count(entry => entry.ReceivedAt > time);

    /// <param name="ReceivedAt">When the request's form had been read.</param>
    /// <param name="To">The number called.</param>
    /// <param name="Reference">The caller's name for the call: campaign and row.</param>
    /// <param name="Dispatched">The place in which Crosstown dispatched it.</param>
    /// <param name="Status">What was answered.</param>
    internal sealed record Entry(DateTimeOffset ReceivedAt, string To, string Reference, int Dispatched, int Status);
}
