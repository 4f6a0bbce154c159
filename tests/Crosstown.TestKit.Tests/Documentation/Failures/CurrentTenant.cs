namespace Crosstown.TestKit.Tests.Documentation.Failures;

/// <summary>A scoped service of an application.</summary>
public sealed class CurrentTenant
{
    public string? Name { get; set; }
}
