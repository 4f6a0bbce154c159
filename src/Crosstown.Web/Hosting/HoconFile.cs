using Akka.Configuration;
using Crosstown.Actors.Settings;
using Microsoft.Extensions.Hosting;

namespace Crosstown.Web.Hosting;

/// <summary>akka.hocon beside the application.</summary>
internal static class HoconFile
{
    private const string Name = "akka.hocon";

    /// <summary>Where it is looked for, in this order: the content root and the base directory, or the one folder that is both.</summary>
    public static string[] Places(IHostEnvironment environment) =>
        [.. new[] { environment.ContentRootPath, AppContext.BaseDirectory }.Select(static folder => Path.GetFullPath(Name, folder)).Distinct()];

    /// <summary>The first file that there is; null when there is none.</summary>
    public static string? Find(IHostEnvironment environment) => Places(environment).FirstOrDefault(File.Exists);

    /// <exception cref="ConfigurationException">Names the file, line and column.</exception>
    public static Config Read(string path) => HoconText.Parse(File.ReadAllText(path), path);
}
