using Microsoft.Extensions.Logging;

namespace Crosstown.Tests.Harness;

/// <param name="Id">The event's number.</param>
/// <param name="Level">How grave it is.</param>
/// <param name="Text">The message as a reader of the log sees it.</param>
/// <param name="Exception">The exception that was logged with it.</param>
/// <param name="Scopes">The scopes around it, the innermost first; the values of those that have names.</param>
/// <param name="Values">The message's own values, by name.</param>
internal sealed record LogEntry(
    int Id, LogLevel Level, string Text, Exception? Exception, IReadOnlyList<object> Scopes, IReadOnlyList<KeyValuePair<string, object?>> Values);
