using Microsoft.CodeAnalysis;

namespace Crosstown.Generators.Analysis;

/// <summary>Every rule of the analyzers. Each has a page in docs/analyzers.</summary>
internal static class Rules
{
    /// <summary>The property of a diagnostic that tells its code fix what to do.</summary>
    public const string Cure = "Cure";

    public static readonly DiagnosticDescriptor NotDeferrable = Error(
        "CRT0001", "A decorated method or class cannot be deferred", "'{0}' has [CrosstownTraffic] and cannot be deferred: {1}");

    public static readonly DiagnosticDescriptor DataOfRequest = Error(
        "CRT0002", "A decorated method takes an object of the request", "{0}; pass the values that the method needs");

    public static readonly DiagnosticDescriptor DefaultOfService = Error(
        "CRT0003", "A service or token parameter of a decorated method has a default value",
        "'{0}' is filled in when the deferred method runs, and has a default value: a call without it would change silently from now to later; remove the default value");

    public static readonly DiagnosticDescriptor MalformedValue = Error("CRT0004", "A value of traffic settings cannot be read", "{0}");

    public static readonly DiagnosticDescriptor Capture = Warning(
        "CRT0005", "A deferred delegate captures an object that is gone when it runs", "The delegate runs after the response and captures '{0}', {1}");

    public static readonly DiagnosticDescriptor MessageOfRequest = Warning(
        "CRT0006", "A deferred message carries an object that is gone when it is handled", "The message is handled after the response and carries {0}, {1}");

    public static readonly DiagnosticDescriptor WaitInRequest = Warning(
        "CRT0007", "A request's handler waits for its own deferral", "The deferral starts after the response of this handler, so waiting for it here throws; remove the wait, or wait in work that is deferred");

    public static readonly DiagnosticDescriptor LeavesThread = Warning(
        "CRT0008", "Same-thread work leaves its thread", "ConfigureAwait(false) continues this same-thread work on another thread than its lane's; remove it");

    private static DiagnosticDescriptor Error(string id, string title, string message) => Make(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Make(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Make(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, "Crosstown", severity, isEnabledByDefault: true, helpLinkUri: $"docs/analyzers/{id}.md");
}
