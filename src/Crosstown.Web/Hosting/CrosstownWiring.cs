namespace Crosstown.Web.Hosting;

/// <summary>Which of the lines that an application must have were there. One per host.</summary>
internal sealed class CrosstownWiring
{
    public const string AddLine = "builder.Services.AddCrosstown();";

    /// <summary>The builder that <c>WithCrosstown</c> was called on; another where a first try to build the actor system failed.</summary>
    public object? Builder { get; set; }

    /// <summary>Whether <c>WithCrosstown</c> was called.</summary>
    public bool IsInActorSystem => Builder is not null;
}
