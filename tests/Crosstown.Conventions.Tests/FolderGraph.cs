using System.Text.RegularExpressions;

namespace Crosstown.Conventions.Tests;

/// <summary>
/// The dependencies between the folders of one library, by the internal types that each folder declares: a folder depends on another if one of its files mentions an internal
/// type of the other. Public types are the library's vocabulary, which every folder may use.
/// </summary>
internal sealed partial class FolderGraph
{
    /// <summary>From a folder to the folders that it depends on, each with one example.</summary>
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _dependencies = new(StringComparer.Ordinal);

    /// <param name="sources">Paths relative to the library's folder, with their text.</param>
    public FolderGraph(IEnumerable<(string Path, string Text)> sources)
    {
        var files = sources.OrderBy(source => source.Path, StringComparer.Ordinal).ToList();
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, text) in files)
            foreach (Match declaration in InternalType().Matches(text))
                owners[declaration.Groups["name"].Value] = FolderOf(path);
        foreach (var (path, text) in files)
            foreach (var name in TypesMentioned(text))
                if (owners.TryGetValue(name, out var owner) && owner != FolderOf(path))
                    DependenciesOf(FolderOf(path)).TryAdd(owner, $"{path} uses {name}");
    }

    public static FolderGraph Of(string library) =>
        new(Repository.Sources($"src/{library}").Select(file => (file[$"src/{library}/".Length..], Repository.Read(file))));

    public bool HasDependency(string from, string on) => _dependencies.TryGetValue(from, out var dependencies) && dependencies.ContainsKey(on);

    /// <summary>The steps of one cycle, each with a file that makes it; empty if there is none.</summary>
    public IReadOnlyList<string> FindCycle()
    {
        var finished = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in _dependencies.Keys)
            if (FindCycle(folder, [], finished) is { } cycle)
                return [.. cycle.Zip([.. cycle.Skip(1), cycle[0]], (from, to) => $"{from} → {to}: {_dependencies[from][to]}")];
        return [];
    }

    private List<string>? FindCycle(string folder, List<string> path, HashSet<string> finished)
    {
        if (path.IndexOf(folder) is var start and >= 0)
            return path[start..];
        if (finished.Contains(folder) || !_dependencies.TryGetValue(folder, out var dependencies))
            return null;
        path.Add(folder);
        foreach (var dependency in dependencies.Keys)
            if (FindCycle(dependency, path, finished) is { } cycle)
                return cycle;
        path.RemoveAt(path.Count - 1);
        finished.Add(folder);
        return null;
    }

    private SortedDictionary<string, string> DependenciesOf(string folder) =>
        _dependencies.TryGetValue(folder, out var dependencies) ? dependencies : _dependencies[folder] = new(StringComparer.Ordinal);

    private static string FolderOf(string path) => Path.GetDirectoryName(path)!.Replace('\\', '/');

    /// <summary>The identifiers that can stand for a type: not a member after a dot, not the name in a declaration, not the target of an assignment or of a named argument.</summary>
    private static IEnumerable<string> TypesMentioned(string text)
    {
        if (EnumDeclaration().IsMatch(text))
            return [];
        var code = UsingOrNamespace().Replace(CommentOrLiteral().Replace(text, " "), "");
        return Identifier().Matches(code).Select(mention => mention.Value).Distinct();
    }

    [GeneratedRegex(@"^internal (?:[a-z]+ )*(?:class|struct|interface|enum|record(?: class| struct)?) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex InternalType();

    [GeneratedRegex(@"^(?:public|internal) enum ", RegexOptions.Multiline)]
    private static partial Regex EnumDeclaration();

    [GeneratedRegex("""//[^\n]*|/\*[\s\S]*?\*/|"{3,}[\s\S]*?"{3,}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\])'""")]
    private static partial Regex CommentOrLiteral();

    [GeneratedRegex(@"^(?:using|namespace) .*$", RegexOptions.Multiline)]
    private static partial Regex UsingOrNamespace();

    // A name in a declaration follows a type: an identifier that is no keyword, perhaps with type arguments, brackets or a question mark.
    [GeneratedRegex(
        @"(?<![\w.])(?<!\b(?!(?:new|is|as|in|out|ref|or|and|not|case|return|throw|await|async|params|this|where|else|public|internal|protected|private|static|sealed|abstract|virtual|override|readonly|required|volatile|const|partial|scoped|event)\b)[A-Za-z_]\w*(?:>|\[\]|\?)*\s+)[A-Z]\w*(?!\w)(?!\s*(?:=(?![=>])|:(?!:)))")]
    private static partial Regex Identifier();
}
