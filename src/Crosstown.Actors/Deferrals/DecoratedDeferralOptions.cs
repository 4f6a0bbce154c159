using System.Globalization;
using System.Reflection;

namespace Crosstown.Actors.Deferrals;

/// <summary>The values of a <see cref="CrosstownTrafficAttribute"/>, parsed. Immutable; null members are not set.</summary>
internal sealed class DecoratedDeferralOptions
{
    private DecoratedDeferralOptions(CrosstownTrafficAttribute attribute, bool mayRunNow, string place)
    {
        if (attribute.WithoutRequestOrNull is Actors.WithoutRequest.RunNow && !mayRunNow)
            throw new FormatException($"{place}: WithoutRequest is RunNow, which is for synchronous work: a lambda, a local function or a method that returns void. Use Pool or Fail.");
        if (attribute is { SameThreadOrNull: true, Pool: { } named })
            throw new FormatException($"{place} says both SameThread and the pool {named}: a deferral runs on its request's lane or on a pool. Remove one of the two.");
        NoGo = attribute.NoGo is null ? null : ReadNoGo(attribute.NoGo, place);
        Pool = attribute.Pool;
        SameThread = attribute.SameThreadOrNull;
        Sequential = attribute.SequentialOrNull;
        StopOnFailure = attribute.StopOnFailureOrNull;
        Timeout = attribute.Timeout is null ? null : ReadTimeout(attribute.Timeout, place);
        Key = ReadKey(nameof(Key), attribute.Key, place);
        Partition = ReadKey(nameof(Partition), attribute.Partition, place);
        UniqueFor = ReadKey(nameof(UniqueFor), attribute.UniqueFor, place);
        KeyPolicy = attribute.KeyPolicyOrNull;
        WithoutRequest = attribute.WithoutRequestOrNull;
        Attempts = attribute.Attempts is 0 ? null : attribute.Attempts is > 0 and <= 1000 and var attempts ? attempts : throw new FormatException($"{place}: Attempts is {attribute.Attempts}; it must be 1 to 1000.");
        Backoff = ReadWait(nameof(Backoff), attribute.Backoff, place);
        MaxBackoff = ReadWait(nameof(MaxBackoff), attribute.MaxBackoff, place);
        Delay = ReadWait(nameof(Delay), attribute.Delay, place);
        StartWithin = ReadWait(nameof(StartWithin), attribute.StartWithin, place);
        DeclaredAt = string.Create(CultureInfo.InvariantCulture, $"{attribute.FilePath}:{attribute.LineNumber}");
    }

    public NoGoRules? NoGo { get; }

    public string? Pool { get; }

    public bool? SameThread { get; }

    public bool? Sequential { get; }

    public bool? StopOnFailure { get; }

    public TimeSpan? Timeout { get; }

    public string? Key { get; }

    public KeyPolicy? KeyPolicy { get; }

    public WithoutRequest? WithoutRequest { get; }

    public int? Attempts { get; }

    public TimeSpan? Backoff { get; }

    public TimeSpan? MaxBackoff { get; }

    public TimeSpan? Delay { get; }

    public TimeSpan? StartWithin { get; }

    public string? Partition { get; }

    public string? UniqueFor { get; }

    /// <summary>File and line of the attribute.</summary>
    public string DeclaredAt { get; }

    /// <summary>The options of a decorated method or handler; null if it is not decorated.</summary>
    /// <exception cref="FormatException">A value of the attribute cannot be read.</exception>
    /// <param name="member">The method of a delegate, or the class of a handler.</param>
    /// <param name="mayRunNow">Whether <see cref="Actors.WithoutRequest.RunNow"/> is allowed.</param>
    public static DecoratedDeferralOptions? Of(MemberInfo member, bool mayRunNow) => member.GetCustomAttribute<CrosstownTrafficAttribute>(inherit: false) is { } attribute
        ? new(attribute, mayRunNow, string.Create(CultureInfo.InvariantCulture, $"[CrosstownTraffic] in line {attribute.LineNumber} of {attribute.FilePath}"))
        : null;

    private static NoGoRules ReadNoGo(object[] written, string place)
    {
        try
        {
            return NoGoRules.Create([.. written.SelectMany(static rule => rule switch
            {
                int status => (NoGoRules)status,
                string text => NoGoRules.Parse(text),
                _ => throw new FormatException($"{rule ?? "null"} is not a no-go rule. Allowed are an integer such as 302 and a string such as \"5xx\"."),
            })]);
        }
        catch (FormatException malformed)
        {
            throw new FormatException($"{place}: NoGo: {malformed.Message}", malformed);
        }
    }

    private static TimeSpan ReadTimeout(string text, string place) => DurationSyntax.TryRead(text, out var timeout)
        ? timeout
        : throw new FormatException($"{place}: Timeout is \"{text}\"; it must be {DurationSyntax.Allowed}.");

    private static TimeSpan? ReadWait(string name, string? text, string place) => text is null ? null
        : DurationSyntax.TryReadWait(text, out var wait) ? wait
        : throw new FormatException($"{place}: {name} is \"{text}\"; it must be {DurationSyntax.AllowedWait}.");

    private static string? ReadKey(string name, string? text, string place) => text is null ? null
        : KeySyntax.ReadPlaceholders(text, out _) is [] && text.Length > 0 ? KeySyntax.Unescape(text)
        : throw new FormatException(
            $"{place}: {name} is \"{text}\"; it must be a text without placeholders, in which braces are doubled. Only the key of a method may have placeholders, which name its parameters.");
}
