using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using Crosstown.Actors.NoGo;

namespace Crosstown.Actors.Settings;

/// <summary>Reads one section and collects all errors in it, so that a user can correct everything at once.</summary>
/// <param name="config">The whole configuration.</param>
/// <param name="root">The section's path.</param>
/// <param name="sources">The texts that the configuration was made of, in order of precedence; empty if unknown.</param>
internal sealed class SettingsReader(Config config, string root, IReadOnlyList<SettingsSource> sources)
{
    /// <summary>Keys of a deployment, which users write into the pool's section by mistake.</summary>
    private static readonly string[] RouterKeys = ["router", "nr-of-instances", "resizer", "pool-dispatcher", "dispatcher", "mailbox"];

    private readonly List<string> _wrong = [];

    /// <summary>Adds an error.</summary>
    /// <param name="path">The whole path of the wrong value, by which its source is found.</param>
    /// <param name="sentence">The error, which begins with the path.</param>
    public void Wrong(string path, string sentence) => _wrong.Add(sentence + Origin(path));

    public bool Has(string path) => config.HasPath(Full(path));

    public int Int(string path, int min, int max) => IntOr(path, null, min, max) ?? min;

    /// <summary>Null where the value is <paramref name="word"/>.</summary>
    public int? IntOr(string path, string? word, int min, int max)
    {
        var text = Text(path);
        if (word is not null && text == word)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;
        Wrong(Full(path), string.Create(CultureInfo.InvariantCulture, $"{Full(path)} is {text}; it must be {min} to {max}{Or(word)}."));
        return min;
    }

    public TimeSpan Time(string path, TimeSpan min, TimeSpan max) => TimeOr(path, null, min, max) ?? min;

    /// <summary>Null where the value is <paramref name="word"/>.</summary>
    public TimeSpan? TimeOr(string path, string? word, TimeSpan min, TimeSpan max)
    {
        var text = Text(path);
        if (word is not null && text == word)
            return null;
        TimeSpan? value = null;
        try
        {
            value = config.GetTimeSpan(Full(path), null, allowInfinite: false);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ConfigurationException)
        {
        }

        if (value >= min && value <= max)
            return value;
        Wrong(Full(path), $"{Full(path)} is {text}; it must be a time of {Show(min)} to {Show(max)}, such as {Show(max)}{Or(word)}.");
        return min;
    }

    /// <summary>A share: a number above 0 and at most 1.</summary>
    public double Share(string path)
    {
        var text = Text(path);
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= 1)
            return value;
        Wrong(Full(path), $"{Full(path)} is {text}; it must be a number above 0 and at most 1, such as 0.5.");
        return 1;
    }

    /// <summary>A list of texts.</summary>
    /// <param name="path">The path.</param>
    /// <param name="item">One item in words, for errors.</param>
    public IReadOnlyList<string> Names(string path, string item)
    {
        var full = Full(path);
        HoconValue? value = config.GetValue(full);
        if (IsList(value))
            return Items(full, value, item);
        Wrong(full, $"{full} is {Text(path)}; it must be a list, each item of which is {item}.");
        return [];
    }

    public bool Switch(string path)
    {
        var text = Text(path);
        switch (text)
        {
            case "on" or "true" or "yes":
                return true;
            case "off" or "false" or "no":
                return false;
            default:
                Wrong(Full(path), $"{Full(path)} is {text}; it must be on or off.");
                return false;
        }
    }

    public T Choice<T>(string path, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        var text = Text(path);
        var words = new List<string>();
        foreach (var (word, value) in choices)
        {
            if (text == word)
                return value;
            words.Add(word);
        }

        Wrong(Full(path), $"{Full(path)} is {text}; it must be {string.Join(" or ", words)}.");
        return choices[0].Value;
    }

    /// <summary>
    /// Reads rules by the kind of the value. A string is a comma-separated list of rules; GetStringList would make an empty list of it. An empty list is a list, although
    /// <see cref="HoconValue.IsArray"/> is false for it.
    /// </summary>
    public NoGoRules NoGo(string path)
    {
        var full = Full(path);
        HoconValue? value = config.GetValue(full);
        try
        {
            if (IsList(value))
                return NoGoRules.Create([.. Items(full, value, "a rule such as \"4xx\"").SelectMany(static rule => NoGoRules.Parse(rule))]);
            if (value is not null && value.IsString() && (string?)value.GetString() is { } rules)
            {
                if (!string.IsNullOrWhiteSpace(rules))
                    return NoGoRules.Parse(rules);
                Wrong(full, $"{full} is an empty string; it must name a rule such as \"4xx\". An empty list, [], means: run whatever happened.");
                return [];
            }

            Wrong(full, $"{full} is not a list; it must be a list of no-go rules such as [\"4xx\", \"5xx\"], or a string of them.");
        }
        catch (FormatException e)
        {
            Wrong(full, $"{full}: {e.Message}");
        }

        return [];
    }

    /// <summary>The keys of a section whose keys the user chooses. Empty if the value is not a section; <see cref="RefuseUnknown(Config)"/> reports that.</summary>
    public IReadOnlyList<string> Children(string path) => !IsObject(config.GetValue(Full(path))) ? [] : [.. config.GetConfig(Full(path)).AsEnumerable().Select(static child => child.Key)];

    /// <summary>Reports each key that the reference does not have, but not under pools and dispatchers, whose keys are the user's and Akka's.</summary>
    /// <exception cref="ConfigurationException">The value is not a section.</exception>
    public void RefuseUnknown(Config reference)
    {
        if (!IsObject(config.GetValue(root)))
            throw new ConfigurationException($"{root} is {Show(config.GetValue(root))}; it must be an object.{Origin(root)}");
        RefuseUnknown(reference, root);
    }

    /// <summary>
    /// Reports a root key that is nearly the section's name. Other root keys belong to the application. In the sources, which are only for an actor system, a root key that is
    /// nearly <c>akka</c> is reported, too.
    /// </summary>
    public void RefuseMisspelledRoots()
    {
        foreach (var (key, _) in config.AsEnumerable().Where(child => IsMisspelled(child.Key, root, most: 2)))
            Wrong(key, $"{key} is unknown; did you mean {root}?");
        foreach (var (key, _) in sources.SelectMany(static source => source.Config.AsEnumerable()).Where(static child => IsMisspelled(child.Key, "akka", most: 1)).DistinctBy(static child => child.Key))
            Wrong(key, $"{key} is unknown; did you mean akka?");
    }

    /// <summary>Reports each key of a section that is not among <paramref name="known"/>, the first of which errors show as an example.</summary>
    public void RefuseUnknownIn(string path, string example, params string[] known)
    {
        var full = Full(path);
        if (!IsObject(config.GetValue(full)))
        {
            Wrong(full, $"{full} is {Show(config.GetValue(full))}; it must be an object such as {{ {example} }}.");
            return;
        }

        foreach (var (key, _) in config.GetConfig(full).AsEnumerable())
        {
            if (known.Contains(key, StringComparer.Ordinal))
                continue;
            Wrong($"{full}.{key}", RouterKeys.Contains(key, StringComparer.Ordinal)
                ? $"{full}.{key} is unknown: it belongs to the pool's deployment, akka.actor.deployment./crosstown/{path.Replace('.', '/')}."
                : $"{full}.{key} is unknown; did you mean {Nearest(key, known)}?");
        }
    }

    public void ThrowIfWrong()
    {
        if (_wrong.Count > 0)
            throw new ConfigurationException(string.Join(Environment.NewLine, _wrong));
    }

    private void RefuseUnknown(Config reference, string path)
    {
        var known = reference.GetConfig(path).AsEnumerable().Select(static child => child.Key).ToArray();
        foreach (var (key, value) in config.GetConfig(path).AsEnumerable())
        {
            var full = $"{path}.{key}";
            if (!known.Contains(key, StringComparer.Ordinal))
                Wrong(full, $"{full} is unknown; did you mean {Nearest(key, known)}?");
            else if (reference.GetValue(full).IsObject())
            {
                if (!IsObject(value))
                    Wrong(full, $"{full} is {Show(value)}; it must be an object.");
                else if (full is not ("crosstown.pools" or "crosstown.dispatchers"))
                    RefuseUnknown(reference, full);
            }
        }
    }

    private string Origin(string path) => sources.FirstOrDefault(source => source.Config.HasPath(path)) is { } source ? $" It is set in {source.Name}." : "";

    private string Full(string path) => $"{root}.{path}";

    private string Text(string path)
    {
        HoconValue? value = config.GetValue(Full(path));
        return value is null ? "missing" : Show(value).Trim();
    }

    private static bool IsList([NotNullWhen(true)] HoconValue? value) =>
        value is not null && value.Values.Any(static element => element is HoconArray || (element is HoconSubstitution { ResolvedValue: var resolved } && IsList(resolved)));

    /// <summary>The items of a list of plain values; if several lists stand side by side, of all of them. Other items are reported and left out.</summary>
    private List<string> Items(string full, HoconValue list, string expected)
    {
        var items = new List<string>();
        foreach (var element in list.Values)
        {
            if (element.IsString() && string.IsNullOrWhiteSpace(element.GetString()))
                continue;
            if (element.IsString())
                Wrong(full, $"{full} is a list with {element.GetString()} beside it; put that into the list.");
        }

        foreach (var item in list.GetArray())
        {
            // Akka's parser makes an item without a value from [ ], and from a comma at the beginning of a line.
            if (item.Values.Count == 0)
                continue;
            if (item.IsString() && (string?)item.GetString() is { } text)
                items.Add(text);
            else
                Wrong(full, $"{full} has {(IsList(item) ? "a list" : item.IsString() ? "null" : "an object")} among its items; each must be {expected}.");
        }

        return items;
    }

    private static bool IsObject(HoconValue? value) => value is not null && value.IsObject();

    /// <summary>The value as text. Akka's parser reads <c>key = null</c> as a string that is null.</summary>
    public static string Show(HoconValue? value) => value is null ? "null" : value.IsString() ? (string?)value.GetString() ?? "null" : "not a plain value";

    private static string Or(string? word) => word is null ? "" : $", or {word}";

    private static string Show(TimeSpan time) => time switch
    {
        _ when time >= TimeSpan.FromHours(1) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.##}h"),
        _ when time >= TimeSpan.FromMinutes(1) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.##}m"),
        _ when time >= TimeSpan.FromSeconds(1) || time == TimeSpan.Zero => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.##}s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.##}ms"),
    };

    private static bool IsMisspelled(string key, string word, int most) => key != word && Distance(key.ToLowerInvariant(), word) <= most;

    public static string Nearest(string key, IEnumerable<string> known) => known.MinBy(candidate => Distance(key, candidate)) ?? "nothing";

    /// <summary>The number of edits that turn one word into the other (Levenshtein distance).</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var edit = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = row[j];
                row[j] = edit;
            }
        }

        return row[b.Length];
    }
}
