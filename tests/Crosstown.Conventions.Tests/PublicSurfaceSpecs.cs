using System.Reflection;
using Crosstown.Actors;
using Crosstown.TestKit;
using Crosstown.Web;

namespace Crosstown.Conventions.Tests;

public sealed class PublicSurfaceSpecs
{
    public static TheoryData<string> Libraries => [nameof(Crosstown) + ".Actors", nameof(Crosstown) + ".Web", nameof(Crosstown) + ".TestKit"];

    [Theory, MemberData(nameof(Libraries))]
    public void Public_classes_are_sealed_static_or_abstract(string library) =>
        Assert.Empty(Load(library).GetExportedTypes().Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract).Select(type => type.FullName));

    [Theory, MemberData(nameof(Libraries))]
    public void The_public_surface_is_the_approved_one(string library)
    {
        var approved = Path.Combine(Repository.Root, "tests", "Crosstown.Conventions.Tests", "Approved", $"{library}.txt");
        var actual = PublicSurface.Describe(Load(library));
        if (Environment.GetEnvironmentVariable("CROSSTOWN_APPROVE") == "1")
            File.WriteAllText(approved, actual);
        Assert.True(File.Exists(approved), $"{approved} is missing; CROSSTOWN_APPROVE=1 dotnet test writes it.");
        Assert.Equal(File.ReadAllText(approved).ReplaceLineEndings("\n"), actual);
    }

    [Theory, MemberData(nameof(Libraries))]
    public void Actors_are_internal(string library) =>
        Assert.Empty(Load(library).GetExportedTypes().Where(typeof(Akka.Actor.ActorBase).IsAssignableFrom).Select(type => type.FullName));

    private static Assembly Load(string library) =>
        new[] { typeof(ITraffic).Assembly, typeof(ICrosstownTraffic).Assembly, typeof(TrafficHarness).Assembly }.Single(assembly => assembly.GetName().Name == library);
}
