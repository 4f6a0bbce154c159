namespace Akka.Actor;

public sealed class CoordinatedShutdownExtension : ExtensionIdProvider<CoordinatedShutdown>
{
    public CoordinatedShutdownExtension()
    {
    }

    public override CoordinatedShutdown CreateExtension(ExtendedActorSystem system) => new(system);
}
