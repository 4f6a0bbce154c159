using Akka.Actor;
using Akka.Hosting;

namespace Akka.Conformance;

/// <summary>Where the two runtimes may differ: each is a promise of Akka.NET's documentation that its packages do not keep, or one that only the embedded runtime makes.</summary>
internal static class RuntimeFacts
{
    private static readonly bool IsEmbedded = typeof(ActorSystem).Assembly.GetName().Name.StartsWith("Crosstown.Embedded", StringComparison.Ordinal);

    /// <summary><see cref="HoconAddMode.Replace"/> takes away what there was; the packages only put the new on top of it.</summary>
    public static bool ReplaceReplaces => IsEmbedded;

    /// <summary>An ask whose message could not be made is forgotten at once: no documentation of Akka.NET promises it.</summary>
    public static bool ForgetsAsksThatWereNeverTold => IsEmbedded;
}
