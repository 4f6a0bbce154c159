namespace Akka.Dispatch;

/// <summary>The one wording for a HOCON value that this runtime does not have.</summary>
internal static class RuntimeLimits
{
    internal static ConfigurationException LeftOut(string path, string value, string allowed) =>
        new($"{path} is {value}, which the embedded actor runtime does not have; it must be {allowed}. "
            + "Whoever needs it builds with -p:ActorRuntime=Akka.");
}
