using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>A HOCON tree, with any number of others behind it for what it does not say.</summary>
/// <remarks>
/// Immutable. Falling back is a link, not a copy: a chain of a thousand fallbacks is a thousand links. Lookups walk the chain;
/// <see cref="Root"/> of a chain is merged when it is first asked for.
/// </remarks>
public partial class Config
{
    public static readonly Config Empty = new();

    private readonly Config _first;
    private readonly Config _rest;
    private readonly HoconValue _own;
    private volatile HoconValue _merged;

    public Config() => _own = HoconValue.Of(new HoconObject());

    public Config(HoconRoot root)
    {
        ArgumentNullException.ThrowIfNull(root);
        _own = root.Value ?? throw new ArgumentException("The root has no value.", nameof(root));
    }

    public Config(Config source, Config fallback)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (fallback is null)
        {
            (_first, _rest, _own) = (source._first, source._rest, source._own);
            return;
        }

        _first = source;
        _rest = fallback;
    }

    /// <summary>What is asked when this configuration itself has no answer; null at the end of the chain.</summary>
    public Config Fallback
    {
        get
        {
            Config fallback = null;
            foreach (var rest in SpineRests())
                fallback = fallback is null ? rest : new Config(fallback, rest);
            return fallback;
        }
    }

    /// <summary>The whole tree, fallbacks merged in.</summary>
    public virtual HoconValue Root => _first is null ? _own : _merged ??= MergeAll();

    public virtual bool IsEmpty => _first is null && _own.IsEmpty;

    /// <exception cref="ArgumentException">The fallback is this configuration.</exception>
    public virtual Config WithFallback(Config fallback)
    {
        if (ReferenceEquals(fallback, this))
            throw new ArgumentException("A configuration cannot be its own fallback.", nameof(fallback));
        return fallback.IsNullOrEmpty() ? this : IsEmpty ? fallback : new Config(this, fallback);
    }

    /// <summary>What stands at a dotted path; null when nothing does. Segments with dots are quoted: <c>a."b.c"</c>.</summary>
    public HoconValue GetValue(string path)
    {
        var segments = HoconPath.Split(path);
        if (_first is null)
            return Walk(_own, segments, out _);
        HoconValue found = null;
        foreach (var own in OwnRoots())
        {
            var here = Walk(own, segments, out var hidden);
            found = found is null ? here : HoconMerge.Over(found, here);
            // A value that is no object hides whatever the fallbacks say at or below its path.
            if (hidden || (here is not null && !here.IsObject()))
                break;
        }

        return found;
    }

    /// <summary>The part below a path, fallbacks included; null when there is none.</summary>
    public virtual Config GetConfig(string path) => GetValue(path)?.ToConfig();

    public virtual bool HasPath(string path) => GetValue(path) is not null;

    /// <summary>The keys at the root with their values.</summary>
    public virtual IEnumerable<KeyValuePair<string, HoconValue>> AsEnumerable() => Root.GetObject()?.Items ?? [];

    public override string ToString() => ToString(false);

    /// <param name="includeFallback">False: only what this configuration says itself.</param>
    public string ToString(bool includeFallback)
    {
        var config = this;
        while (!includeFallback && config._first is not null)
            config = config._first;
        return config.Root.ToString();
    }

    public static Config operator +(Config config, string fallback) =>
        config.SafeWithFallback(ConfigurationFactory.ParseString(fallback));

    public static Config operator +(string configHocon, Config fallbackConfig) =>
        ConfigurationFactory.ParseString(configHocon).SafeWithFallback(fallbackConfig);

    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    protected Config Copy(Config fallback = null) => new(this, fallback);

    private static HoconValue Walk(HoconValue value, string[] segments, out bool hidden)
    {
        hidden = false;
        foreach (var segment in segments)
        {
            if (value.GetObject() is not { } obj)
            {
                hidden = value.Values.Count > 0;
                return null;
            }

            value = obj.GetKey(segment);
            if (value is null)
                return null;
        }

        return value;
    }

    private HoconValue MergeAll()
    {
        HoconValue merged = null;
        foreach (var own in OwnRoots())
            merged = HoconMerge.Over(merged, own);
        return merged;
    }

    /// <summary>The fallbacks of the leftmost tree, nearest first; a loop, because a chain can be deeper than the stack.</summary>
    private Stack<Config> SpineRests()
    {
        var rests = new Stack<Config>();
        for (var config = this; config._first is not null; config = config._first)
            rests.Push(config._rest);
        return rests;
    }

    private IEnumerable<HoconValue> OwnRoots()
    {
        var later = new Stack<Config>();
        var config = this;
        do
        {
            for (; config._first is not null; config = config._first)
                later.Push(config._rest);
            yield return config._own;
        }
        while (later.TryPop(out config));
    }
}
