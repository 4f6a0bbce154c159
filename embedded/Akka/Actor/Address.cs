namespace Akka.Actor;

public sealed class Address : ISurrogated, ICloneable, IComparable, IComparable<Address>, IEquatable<Address>
{
    public Address(string protocol, string system, string host = null, int? port = default) { }
    public Address WithHost(string host = null) => throw new NotImplementedException();
    public Address WithPort(int? port = default) => throw new NotImplementedException();
    public Address WithProtocol(string protocol) => throw new NotImplementedException();
    public Address WithSystem(string system) => throw new NotImplementedException();
    public ISurrogate ToSurrogate(ActorSystem system) => throw new NotImplementedException();
    public bool Equals(Address other) => throw new NotImplementedException();
    int IComparable.CompareTo(object obj) => CompareTo((Address)obj);
    public bool HasGlobalScope { get => throw new NotImplementedException(); }
    public bool HasLocalScope { get => throw new NotImplementedException(); }
    public int CompareTo(Address other) => throw new NotImplementedException();
    public int? Port { get => throw new NotImplementedException(); }
    public object Clone() => throw new NotImplementedException();
    public override bool Equals(object obj) => throw new NotImplementedException();
    public override int GetHashCode() => throw new NotImplementedException();
    public override string ToString() => throw new NotImplementedException();
    public static Address Parse(string address) => throw new NotImplementedException();
    public static bool TryParse(ReadOnlySpan<char> span, out Address address) => throw new NotImplementedException();
    public static bool TryParse(ReadOnlySpan<char> span, out Address address, out ReadOnlySpan<char> absolutUri) => throw new NotImplementedException();
    public static bool TryParse(string path, out Address address) => throw new NotImplementedException();
    public static bool TryParse(string path, out Address address, out string absolutUri) => throw new NotImplementedException();
    public static bool operator ==(Address left, Address right) => throw new NotImplementedException();
    public static bool operator !=(Address left, Address right) => throw new NotImplementedException();
    public static readonly Address AllSystems = default;
    public static readonly IComparer<Address> Comparer = default;
    public string Host { get => throw new NotImplementedException(); }
    public string HostPort() => throw new NotImplementedException();
    public string Protocol { get => throw new NotImplementedException(); }
    public string System { get => throw new NotImplementedException(); }
}
