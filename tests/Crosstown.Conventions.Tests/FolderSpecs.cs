namespace Crosstown.Conventions.Tests;

public sealed class FolderSpecs
{
    [Theory]
    [InlineData("Crosstown.Actors")]
    [InlineData("Crosstown.Web")]
    [InlineData("Crosstown.TestKit")]
    public void The_folders_of_a_library_depend_on_each_other_without_a_cycle(string library) => Assert.Empty(FolderGraph.Of(library).FindCycle());

    [Theory]
    [InlineData("Crosstown.Actors", "Runtime", "Requests")]
    [InlineData("Crosstown.Actors", "Requests", "Telemetry")]
    [InlineData("Crosstown.Web", "Hosting", "Requests")]
    [InlineData("Crosstown.Web", "Requests", "Wire")]
    [InlineData("Crosstown.Web", "Wire", "Wire/Http2")]
    public void Dependencies_between_folders_are_found(string library, string from, string on) => Assert.True(FolderGraph.Of(library).HasDependency(from, on));

    [Fact]
    public void A_cycle_is_named_with_a_file_for_each_step() =>
        Assert.Equal(
            ["A → B: A/One.cs uses Two", "B → C: B/Two.cs uses Three", "C → A: C/Three.cs uses One"],
            new FolderGraph(
            [
                ("A/One.cs", "internal sealed class One(int count, Two two);"),
                ("B/Two.cs", "internal sealed class Two { private readonly List<Three> _all; }"),
                ("C/Three.cs", "internal static class Three { public static object Make() => new One(null!); }"),
            ]).FindCycle());

    [Fact]
    public void Members_comments_texts_and_public_types_make_no_dependency() =>
        Assert.Empty(
            new FolderGraph(
            [
                ("A/One.cs", "public sealed class Word; internal sealed class Other;\ninternal sealed class One(Two two);"),
                ("B/Two.cs", "internal sealed class Two { string? One { get; } = \"One\"; Word w; int[] One; List<int> One() => null; /* One */ int F() => x.One + new X { One = 1 }; }"),
            ]).FindCycle());

    [Theory]
    [InlineData("Crosstown.Actors")]
    [InlineData("Crosstown.Web")]
    [InlineData("Crosstown.TestKit")]
    public void A_library_has_no_source_file_at_its_root(string library) =>
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", library), "*.cs"));
}
