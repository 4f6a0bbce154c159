using System.Globalization;

namespace Akka.Configuration.Hocon;

public partial class HoconValue
{
    /// <summary>The text, its parts joined; null when this is a list, an object or the word <c>null</c>.</summary>
    public string GetString() =>
        !IsString() ? null : Values.Count == 1 ? Values[0].GetString() : string.Concat(Values.Select(static part => part.GetString()));

    public bool GetBoolean() => GetString() switch
    {
        "on" or "true" or "yes" => true,
        "off" or "false" or "no" => false,
        var text => throw Wrong(text, "a boolean: on, true, yes, off, false or no"),
    };

    public byte GetByte() => Parse<byte>(NumberStyles.Integer, "a number from 0 to 255");

    public int GetInt() => Parse<int>(NumberStyles.Integer, "a 32-bit integer");

    public long GetLong() => Parse<long>(NumberStyles.Integer, "a 64-bit integer");

    public float GetFloat() => Parse<float>(NumberStyles.Float, "a number");

    public double GetDouble() => Parse<double>(NumberStyles.Float, "a number");

    public decimal GetDecimal() => Parse<decimal>(NumberStyles.Float, "a number");

    /// <summary>A number with or without a unit (milliseconds without), or <c>infinite</c>: <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public TimeSpan GetTimeSpan(bool allowInfinite = true) =>
        HoconUnits.TryParseDuration(GetString(), allowInfinite, out var duration)
            ? duration
            : throw Wrong(GetString(), "a duration such as 5s, 100 ms or 1.5 minutes" + (allowInfinite ? ", or infinite" : ""));

    /// <summary>A number with or without a unit (bytes without): kB is 1000 bytes, k, K and KiB are 1024.</summary>
    public long? GetByteSize() =>
        HoconUnits.TryParseBytes(GetString(), out var bytes) ? bytes : throw Wrong(GetString(), "a size such as 512, 64k, 128 KiB or 10 MB");

    public IList<string> GetStringList() => ListOf(static value => value.GetString());

    public IList<bool> GetBooleanList() => ListOf(static value => value.GetBoolean());

    public IList<byte> GetByteList() => ListOf(static value => value.GetByte());

    public IList<int> GetIntList() => ListOf(static value => value.GetInt());

    public IList<long> GetLongList() => ListOf(static value => value.GetLong());

    public IList<float> GetFloatList() => ListOf(static value => value.GetFloat());

    public IList<double> GetDoubleList() => ListOf(static value => value.GetDouble());

    public IList<decimal> GetDecimalList() => ListOf(static value => value.GetDecimal());

    private List<T> ListOf<T>(Func<HoconValue, T> read) => GetArray().Select(read).ToList();

    private T Parse<T>(NumberStyles styles, string expected)
        where T : System.Numerics.INumberBase<T> =>
        T.TryParse(GetString(), styles, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(GetString(), expected);

    private FormatException Wrong(string text, string expected) =>
        new(text is null
            ? $"It is {(IsArray() ? "a list" : IsObject() ? "an object" : "null")}; it must be {expected}."
            : $"It is '{text}'; it must be {expected}.");
}
