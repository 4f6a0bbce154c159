namespace Akka.Util;

internal static class NoSerialization
{
    internal static NotSupportedException Here(object value) => new(
        $"{value.GetType().Name} cannot be serialized: the embedded actor runtime has no serialization. Build with -p:ActorRuntime=Akka.");
}
