using System.Reflection;
using System.Text.Json;
using Akka.Configuration.Hocon;

namespace Akka.Configuration;

public class ConfigurationFactory
{
    private static readonly string[] ApplicationFiles = ["app.conf", "app.hocon"];
    private static readonly JsonSerializerOptions ObjectOptions = new() { IncludeFields = true };
    private static readonly Lazy<Config> Defaults = new(() => FromResource<ConfigurationFactory>("Akka.Configuration.akka.conf"));

    public static Config Empty => Config.Empty;

    /// <exception cref="ConfigurationException">The text is not HOCON, or a required substitution has no value.</exception>
    public static Config ParseString(string hocon) => ParseString(hocon, null);

    /// <param name="hocon">The text.</param>
    /// <param name="includeCallback">Given the name in <c>include "name"</c>, returns what stands there.</param>
    public static Config ParseString(string hocon, Func<string, HoconRoot> includeCallback) =>
        new(Parser.Parse(hocon, includeCallback));

    /// <summary>The application's own <c>app.conf</c> or <c>app.hocon</c> in the working directory; empty when there is none.</summary>
    public static Config Load()
    {
        foreach (var file in ApplicationFiles)
        {
            if (File.Exists(file))
                return ParseString(File.ReadAllText(file));
        }

        return Config.Empty;
    }

    /// <summary>The runtime's own defaults: everything that <c>akka.conf</c> says.</summary>
    public static Config Default() => Defaults.Value;

    public static Config FromResource(string resourceName, object instanceInAssembly) => instanceInAssembly switch
    {
        Type type => FromResource(resourceName, type.Assembly),
        Assembly assembly => FromResource(resourceName, assembly),
        _ => FromResource(resourceName, instanceInAssembly.GetType().Assembly),
    };

    public static Config FromResource<TAssembly>(string resourceName) => FromResource(resourceName, typeof(TAssembly).Assembly);

    /// <exception cref="ConfigurationException">The assembly has no resource of that name.</exception>
    public static Config FromResource(string resourceName, Assembly assembly)
    {
        using var stream = assembly.GetManifestResourceStream(resourceName)
            ?? throw new ConfigurationException($"{assembly.GetName().Name} has no embedded resource '{resourceName}'.");
        using var reader = new StreamReader(stream);
        return ParseString(reader.ReadToEnd());
    }

    /// <summary>The public properties and fields of an object, anonymous ones too, as configuration.</summary>
    public static Config FromObject(object source) => ParseString(JsonSerializer.Serialize(source, ObjectOptions));
}
