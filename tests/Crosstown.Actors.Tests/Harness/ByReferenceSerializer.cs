using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Serialization;

namespace Crosstown.Actors.Tests.Harness;

/// <summary>For messages of the specs' own that no serializer can copy, in the run in which Akka serializes every message: what comes back is the object itself.</summary>
public sealed class ByReferenceSerializer(ExtendedActorSystem system) : Serializer(system)
{
    private readonly ConcurrentDictionary<Guid, object> _sent = new();

    public override int Identifier => 1818;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj)
    {
        var key = Guid.NewGuid();
        _sent[key] = obj;
        return key.ToByteArray();
    }

    public override object FromBinary(byte[] bytes, Type type) =>
        _sent.TryRemove(new Guid(bytes), out var obj) ? obj : throw new InvalidOperationException("It was read before.");
}
