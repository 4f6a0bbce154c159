using Akka.Actor;

namespace Crosstown.TestKit.Recording;

/// <summary>The actor reference of a <see cref="RecordingTraffic"/>, which has no actor system.</summary>
internal sealed class RecordingActorRef(RecordingTraffic traffic, DeferralOptions? options, string? file, int line) : MinimalActorRef
{
    public override ActorPath Path { get; } = new RootActorPath(Address.AllSystems) / "recording";

    public override IActorRefProvider Provider => throw new NotSupportedException("A RecordingTraffic has no actor system.");

    protected override void TellInternal(object message, IActorRef sender) => traffic.Tell(message, options, file, line);
}
