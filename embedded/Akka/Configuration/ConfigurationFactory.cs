namespace Akka.Configuration;

public class ConfigurationFactory
{
    public ConfigurationFactory() { }
    public static Config Default() => throw new NotImplementedException();
    public static Config Empty { get => throw new NotImplementedException(); }
    public static Config FromObject(object source) => throw new NotImplementedException();
    public static Config FromResource(string resourceName, object instanceInAssembly) => throw new NotImplementedException();
    public static Config FromResource<TAssembly>(string resourceName) => throw new NotImplementedException();
    public static Config Load() => throw new NotImplementedException();
    public static Config ParseString(string hocon) => throw new NotImplementedException();
}
