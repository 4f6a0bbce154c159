using Akka.Configuration;
using Microsoft.Extensions.Hosting;

namespace Crosstown.Web.Hosting;

/// <summary>akka.hocon beside the application.</summary>
internal static class HoconFile
{
    private const string Name = "akka.hocon";

    /// <summary>The file in the content root, else in the base directory; null when there is none.</summary>
    public static string? Find(IHostEnvironment environment) =>
        new[] { environment.ContentRootPath, AppContext.BaseDirectory }.Select(static folder => Path.Combine(folder, Name)).FirstOrDefault(File.Exists);

    /// <exception cref="ConfigurationException">Names the file.</exception>
    public static Config Read(string path) => Parse(File.ReadAllText(path), path);

    /// <exception cref="ConfigurationException">Names where the text came from.</exception>
    public static Config Parse(string hocon, string origin)
    {
        try
        {
            return ConfigurationFactory.ParseString(hocon);
        }
        catch (Exception exception)
        {
            throw new ConfigurationException($"{origin} is not HOCON: {exception.Message}", exception);
        }
    }
}
