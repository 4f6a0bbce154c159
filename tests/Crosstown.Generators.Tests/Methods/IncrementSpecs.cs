using Microsoft.CodeAnalysis.CSharp;

namespace Crosstown.Generators.Tests.Methods;

/// <summary>docs/decorator.md: an edit elsewhere regenerates nothing.</summary>
public sealed class IncrementSpecs
{
    private const string Calls = """
        public static partial class Calls
        {
            [CrosstownTraffic(NoGo = ["5xx"])]
            public static void Place(string number, CancellationToken ct) { _ = number; }

            [CrosstownTraffic]
            public static void Drop(int id, CancellationToken ct) { }
        }
        """;

    [Fact]
    public void An_edit_in_another_file_and_in_a_methods_body_regenerates_nothing()
    {
        var generated = Generated.From(Calls, "class Other { }");
        Assert.All(Edit(generated, 1, "class Other { int _changed; }"), AssertUnchanged);
        Assert.All(Edit(generated, 0, Calls.Replace("_ = number;", "_ = number + 1;", StringComparison.Ordinal)), AssertUnchanged);
        Assert.All(Edit(generated, 0, Calls + "// and a comment"), AssertUnchanged);
    }

    [Fact]
    public void An_edit_of_a_signature_regenerates_that_method_alone()
    {
        var steps = Edit(Generated.From(Calls), 0, Calls.Replace("string number", "string numbers", StringComparison.Ordinal).Replace("_ = number;", "", StringComparison.Ordinal));
        Assert.Equal(2, steps.Count);
        steps.Remove(IncrementalStepRunReason.Modified);
        AssertUnchanged(Assert.Single(steps));
    }

    private static List<IncrementalStepRunReason> Edit(Generated generated, int file, string text)
    {
        var before = Compiled.Create([.. generated.Output.SyntaxTrees.Where(static tree => tree.FilePath is "/app/A.cs" or "/app/B.cs").Select(static tree => tree.ToString())]);
        var tree = before.SyntaxTrees[file];
        var first = generated.After(before);
        var result = first.After(before.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, Compiled.ParseOptions, tree.FilePath))).Driver.GetRunResult().Results.Single();
        // What is written follows from what is read.
        Assert.All(result.TrackedOutputSteps.SelectMany(static step => step.Value).SelectMany(static step => step.Outputs), static output => Assert.NotEqual(IncrementalStepRunReason.New, output.Reason));
        return [.. result.TrackedSteps[CrosstownTrafficGenerator.ReadStep].SelectMany(static step => step.Outputs).Select(static output => output.Reason)];
    }

    private static void AssertUnchanged(IncrementalStepRunReason reason) => Assert.True(reason is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached, reason.ToString());
}
