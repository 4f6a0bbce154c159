using Akka.Configuration;
using Crosstown.Actors.Settings;
using Microsoft.Extensions.Hosting;

namespace Crosstown.Web.Hosting;

/// <summary>akka.hocon beside the application.</summary>
internal static class HoconFile
{
    private const string Name = "akka.hocon";

    /// <summary>The file in the content root, else in the base directory; null when there is none.</summary>
    public static string? Find(IHostEnvironment environment) =>
        new[] { environment.ContentRootPath, AppContext.BaseDirectory }.Select(static folder => Path.Combine(folder, Name)).FirstOrDefault(File.Exists);

    /// <exception cref="ConfigurationException">Names the file, line and column.</exception>
    public static Config Read(string path) => HoconText.Parse(File.ReadAllText(path), path);
}
