namespace Akka.Actor;

public abstract class ActorPath : ISurrogated, IComparable<ActorPath>, IEquatable<ActorPath>
{
    protected ActorPath(ActorPath parentPath, string name, long uid) { }
    protected ActorPath(Address address, string name) { }
    public ActorPath Child(string childName) => throw new NotImplementedException();
    public ActorPath Parent { get => throw new NotImplementedException(); }
    public ActorPath ParentOf(int depth) => throw new NotImplementedException();
    public ActorPath Root { get => throw new NotImplementedException(); }
    public ActorPath WithUid(long uid) => throw new NotImplementedException();
    public Address Address { get => throw new NotImplementedException(); }
    public ISurrogate ToSurrogate(ActorSystem system) => throw new NotImplementedException();
    public IReadOnlyList<string> Elements { get => throw new NotImplementedException(); }
    public bool Equals(ActorPath other) => throw new NotImplementedException();
    public const string ValidSymbols = "\"-_.*$+:@&=,!~';()";
    public int CompareTo(ActorPath other) => throw new NotImplementedException();
    public int Depth { get => throw new NotImplementedException(); }
    public long Uid { get => throw new NotImplementedException(); }
    public override bool Equals(object obj) => throw new NotImplementedException();
    public override int GetHashCode() => throw new NotImplementedException();
    public override string ToString() => throw new NotImplementedException();
    public static ActorPath Parse(string path) => throw new NotImplementedException();
    public static ActorPath operator /(ActorPath path, IEnumerable<string> name) => throw new NotImplementedException();
    public static ActorPath operator /(ActorPath path, string name) => throw new NotImplementedException();
    public static bool IsValidPathElement(string s) => throw new NotImplementedException();
    public static bool TryParse(ActorPath basePath, ReadOnlySpan<char> absoluteUri, out ActorPath actorPath) => throw new NotImplementedException();
    public static bool TryParse(ActorPath basePath, string absoluteUri, out ActorPath actorPath) => throw new NotImplementedException();
    public static bool TryParse(string path, out ActorPath actorPath) => throw new NotImplementedException();
    public static bool TryParseAddress(string path, out Address address) => throw new NotImplementedException();
    public static bool TryParseAddress(string path, out Address address, out ReadOnlySpan<char> absoluteUri) => throw new NotImplementedException();
    public static bool TryParseParts(ReadOnlySpan<char> path, out ReadOnlySpan<char> address, out ReadOnlySpan<char> absoluteUri) => throw new NotImplementedException();
    public static bool operator ==(ActorPath left, ActorPath right) => throw new NotImplementedException();
    public static bool operator !=(ActorPath left, ActorPath right) => throw new NotImplementedException();
    public static string FormatPathElements(IEnumerable<string> pathElements) => throw new NotImplementedException();
    public string Name { get => throw new NotImplementedException(); }
    public string ToStringWithAddress() => throw new NotImplementedException();
    public string ToStringWithAddress(Address address) => throw new NotImplementedException();
    public string ToStringWithUid() => throw new NotImplementedException();
    public string ToStringWithoutAddress() => throw new NotImplementedException();
}
