using Akka.Configuration.Hocon;

namespace Akka.Configuration;

// Each getter returns its default when the path is missing or null, and throws a ConfigurationException that names the path
// when what stands there cannot be read as asked. The list getters treat anything that is no list, a string too, as no elements.
public partial class Config
{
    public virtual string GetString(string path, string @default = null) => Read(path, static value => value.GetString(), @default);

    public virtual bool GetBoolean(string path, bool @default = false) => Read(path, static value => value.GetBoolean(), @default);

    public virtual int GetInt(string path, int @default = 0) => Read(path, static value => value.GetInt(), @default);

    public virtual long GetLong(string path, long @default = 0) => Read(path, static value => value.GetLong(), @default);

    public virtual float GetFloat(string path, float @default = 0) => Read(path, static value => value.GetFloat(), @default);

    public virtual double GetDouble(string path, double @default = 0) => Read(path, static value => value.GetDouble(), @default);

    public virtual decimal GetDecimal(string path, decimal @default = 0) => Read(path, static value => value.GetDecimal(), @default);

    public virtual long? GetByteSize(string path) => GetByteSize(path, null);

    public virtual long? GetByteSize(string path, long? def = default) => Read(path, static value => value.GetByteSize(), def);

    /// <returns>Zero when the path is missing and there is no default; <see cref="Timeout.InfiniteTimeSpan"/> for <c>infinite</c>.</returns>
    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = default, bool allowInfinite = true) =>
        allowInfinite
            ? Read(path, static value => value.GetTimeSpan(true), @default.GetValueOrDefault())
            : Read(path, static value => value.GetTimeSpan(false), @default.GetValueOrDefault());

    public virtual IList<string> GetStringList(string path) => Read(path, static value => value.GetStringList(), []);

    public virtual IList<string> GetStringList(string path, string[] defaultPaths) =>
        Read(path, static value => value.GetStringList(), defaultPaths);

    public virtual IList<bool> GetBooleanList(string path) => ReadList(path, static value => value.GetBooleanList());

    public virtual IList<byte> GetByteList(string path) => ReadList(path, static value => value.GetByteList());

    public virtual IList<int> GetIntList(string path) => ReadList(path, static value => value.GetIntList());

    public virtual IList<long> GetLongList(string path) => ReadList(path, static value => value.GetLongList());

    public virtual IList<float> GetFloatList(string path) => ReadList(path, static value => value.GetFloatList());

    public virtual IList<double> GetDoubleList(string path) => ReadList(path, static value => value.GetDoubleList());

    public virtual IList<decimal> GetDecimalList(string path) => ReadList(path, static value => value.GetDecimalList());

    private static bool IsNull(HoconValue value) => value.Values is [HoconLiteral { Value: null }];

    private T Read<T>(string path, Func<HoconValue, T> read, T missing)
    {
        var value = GetValue(path);
        if (value is null || IsNull(value))
            return missing;
        try
        {
            return read(value);
        }
        catch (FormatException wrong)
        {
            throw new ConfigurationException($"{path} cannot be read. {wrong.Message}", wrong);
        }
    }

    private IList<T> ReadList<T>(string path, Func<HoconValue, IList<T>> read) =>
        Read(path, read, null) ?? throw new ConfigurationException($"{path} is missing; it must be a list.");
}
