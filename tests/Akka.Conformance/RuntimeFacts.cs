using Akka.Actor;
using Akka.Hosting;

namespace Akka.Conformance;

/// <summary>Where the two runtimes may differ. Each is a promise of Akka.NET's documentation that its packages do not keep.</summary>
internal static class RuntimeFacts
{
    private static readonly bool IsEmbedded = typeof(ActorSystem).Assembly.GetName().Name.StartsWith("Crosstown.Embedded", StringComparison.Ordinal);

    /// <summary><see cref="HoconAddMode.Replace"/> takes away what there was; the packages only put the new on top of it.</summary>
    public static bool ReplaceReplaces => IsEmbedded;
}
