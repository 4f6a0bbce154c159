namespace Crosstown.Tests.Harness.Wire;

/// <summary>One way to answer, as the issue lists them.</summary>
internal sealed record WireKind(string Name, string Target, string Method = "GET")
{
    public static readonly IReadOnlyList<WireKind> Small =
    [
        new("Content-Length", "/length"),
        new("chunked", "/chunked"),
        new("empty", "/empty"),
        new("HEAD", "/length", "HEAD"),
        new("204", "/204"),
        new("304", "/304"),
        new("compressed", "/compressed"),
        new("cached", "/cached"),
        new("404", "/nowhere"),
    ];

    public static readonly WireKind Pipelined = new("pipelined", "/length");

    public static readonly IReadOnlyList<WireKind> Large = [new("20MB", "/big?size=20000000"), new("file", "/file")];

    public string Tagged(string tag) => $"{Target}{(Target.Contains('?', StringComparison.Ordinal) ? '&' : '?')}tag={tag}";
}
