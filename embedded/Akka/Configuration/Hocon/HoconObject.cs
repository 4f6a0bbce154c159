namespace Akka.Configuration.Hocon;

public class HoconObject : IHoconElement
{
    public Dictionary<string, HoconValue> Items { get; } = [];

    /// <summary>The same tree as dictionaries: an object is a dictionary, anything else its <see cref="HoconValue"/>.</summary>
    public IDictionary<string, object> Unwrapped =>
        Items.ToDictionary(item => item.Key, item => item.Value.GetObject() is { } child ? child.Unwrapped : (object)item.Value);

    public bool IsString() => false;

    public string GetString() => throw new InvalidOperationException("This element is an object, not a string.");

    public bool IsArray() => false;

    public IList<HoconValue> GetArray() => throw new InvalidOperationException("This element is an object, not a list.");

    public HoconValue GetKey(string key) => Items.GetValueOrDefault(key);

    public HoconValue GetOrCreateKey(string key)
    {
        if (!Items.TryGetValue(key, out var value))
            Items[key] = value = new HoconValue();
        return value;
    }

    /// <summary>Lays <paramref name="other"/> over this object: its values win, objects on both sides merge.</summary>
    public void Merge(HoconObject other)
    {
        foreach (var (key, value) in other.Items)
            Items[key] = Items.TryGetValue(key, out var mine) ? HoconMerge.Over(value, mine) : value;
    }

    public override string ToString() => ToString(0);

    public string ToString(int indent) => HoconPrinter.Print(this, indent);
}
