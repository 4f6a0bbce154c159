namespace Akka.Configuration.Hocon;

/// <summary>A string, a list or an object: the concatenation of <see cref="Values"/>.</summary>
public partial class HoconValue : IMightBeAHoconObject
{
    public List<IHoconElement> Values { get; } = new(1);

    public bool IsEmpty => Values.Count == 0 || (Values.Count == 1 && Values[0] is HoconObject { Items.Count: 0 });

    public bool IsString() => Values.Count > 0 && Values.TrueForAll(static element => element.IsString());

    public bool IsArray() => GetArray().Count > 0 || Values.Exists(static element => element.IsArray());

    public bool IsObject() => Values.Exists(static element => element is HoconObject);

    /// <summary>The object, its parts merged in order; null when this is not an object.</summary>
    public HoconObject GetObject()
    {
        if (Values.Count == 1)
            return Values[0] as HoconObject;
        HoconObject merged = null;
        foreach (var element in Values)
        {
            if (element is not HoconObject part)
                continue;
            merged ??= new HoconObject();
            merged.Merge(part);
        }

        return merged;
    }

    /// <summary>The elements of the list; none when this is not a list, and that includes a single string.</summary>
    public IList<HoconValue> GetArray()
    {
        if (Values.Count == 1)
            return Values[0] is HoconArray only ? only : [];
        var all = new List<HoconValue>();
        foreach (var element in Values)
        {
            if (element.IsArray())
                all.AddRange(element.GetArray());
        }

        return all;
    }

    public HoconValue GetChildObject(string key) => GetObject()?.GetKey(key);

    public void AppendValue(IHoconElement value) => Values.Add(value);

    public void Clear() => Values.Clear();

    public void NewValue(IHoconElement value)
    {
        Values.Clear();
        Values.Add(value);
    }

    public Config ToConfig() => new(new HoconRoot(this));

    public Config AtKey(string key)
    {
        var parent = new HoconObject();
        parent.Items[key] = this;
        return Of(parent).ToConfig();
    }

    public override string ToString() => ToString(0);

    public virtual string ToString(int indent) => HoconPrinter.Print(this, indent);

    internal static HoconValue Of(IHoconElement element)
    {
        var value = new HoconValue();
        value.Values.Add(element);
        return value;
    }
}
