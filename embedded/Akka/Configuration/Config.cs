namespace Akka.Configuration;

public class Config
{
    protected Config Copy(Config fallback = null) => throw new NotImplementedException();
    public Config Fallback { get => throw new NotImplementedException(); }
    public Config() { }
    public Config(Config source, Config fallback) { }
    public override string ToString() => throw new NotImplementedException();
    public static Config operator +(Config config, string fallback) => throw new NotImplementedException();
    public static Config operator +(string configHocon, Config fallbackConfig) => throw new NotImplementedException();
    public static implicit operator Config(string str) => throw new NotImplementedException();
    public static readonly Config Empty = default;
    public string ToString(bool includeFallback) => throw new NotImplementedException();
    public virtual Config GetConfig(string path) => throw new NotImplementedException();
    public virtual Config WithFallback(Config fallback) => throw new NotImplementedException();
    public virtual IList<bool> GetBooleanList(string path) => throw new NotImplementedException();
    public virtual IList<byte> GetByteList(string path) => throw new NotImplementedException();
    public virtual IList<decimal> GetDecimalList(string path) => throw new NotImplementedException();
    public virtual IList<double> GetDoubleList(string path) => throw new NotImplementedException();
    public virtual IList<float> GetFloatList(string path) => throw new NotImplementedException();
    public virtual IList<int> GetIntList(string path) => throw new NotImplementedException();
    public virtual IList<long> GetLongList(string path) => throw new NotImplementedException();
    public virtual IList<string> GetStringList(string path) => throw new NotImplementedException();
    public virtual IList<string> GetStringList(string path, string[] defaultPaths) => throw new NotImplementedException();
    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = default, bool allowInfinite = true) => throw new NotImplementedException();
    public virtual bool GetBoolean(string path, bool @default = false) => throw new NotImplementedException();
    public virtual bool HasPath(string path) => throw new NotImplementedException();
    public virtual bool IsEmpty { get => throw new NotImplementedException(); }
    public virtual decimal GetDecimal(string path, decimal @default = 0) => throw new NotImplementedException();
    public virtual double GetDouble(string path, double @default = 0) => throw new NotImplementedException();
    public virtual float GetFloat(string path, float @default = 0) => throw new NotImplementedException();
    public virtual int GetInt(string path, int @default = 0) => throw new NotImplementedException();
    public virtual long GetLong(string path, long @default = 0) => throw new NotImplementedException();
    public virtual long? GetByteSize(string path) => throw new NotImplementedException();
    public virtual long? GetByteSize(string path, long? def = default) => throw new NotImplementedException();
    public virtual string GetString(string path, string @default = null) => throw new NotImplementedException();
}
