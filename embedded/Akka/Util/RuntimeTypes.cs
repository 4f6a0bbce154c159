namespace Akka.Util;

/// <summary>Types by the names that HOCON written for the packages gives them.</summary>
internal static class RuntimeTypes
{
    private const string OurPrefix = "Crosstown.Embedded.";

    /// <summary>The type, or null. The packages' assemblies (Akka, Akka.TestKit…) mean the embedded ones of the same content.</summary>
    internal static Type Find(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return null;
        if (Type.GetType(name, throwOnError: false) is { } found)
            return found;
        var comma = name.IndexOf(',');
        var full = (comma < 0 ? name : name[..comma]).Trim();
        if (typeof(RuntimeTypes).Assembly.GetType(full) is { } ours)
            return ours;
        var assembly = comma < 0 ? "" : name[(comma + 1)..].Split(',')[0].Trim();
        return AppDomain.CurrentDomain.GetAssemblies()
            .Where(candidate => assembly.Length == 0 || candidate.GetName().Name == assembly
                || candidate.GetName().Name.StartsWith(OurPrefix, StringComparison.Ordinal))
            .Select(candidate => candidate.GetType(full))
            .FirstOrDefault(static type => type != null);
    }
}
