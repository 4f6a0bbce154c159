using System.Runtime.CompilerServices;

namespace Crosstown.Conventions.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The C# files under a folder, without build output, as paths relative to the root.</summary>
    public static IEnumerable<string> Sources(params string[] folders) =>
        from folder in folders
        let top = Path.Combine(Root, folder)
        where Directory.Exists(top)
        from file in Directory.EnumerateFiles(top, "*.cs", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !relative.Split('/').Any(part => part is "bin" or "obj")
        select relative;

    public static string Read(string relative) => File.ReadAllText(Path.Combine(Root, relative));

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
