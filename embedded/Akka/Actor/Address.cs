using System.Diagnostics.CodeAnalysis;

namespace Akka.Actor;

/// <summary>Where an actor system is: <c>protocol://system</c>, and <c>@host:port</c> when it can be reached from elsewhere.</summary>
public sealed class Address : ISurrogated, ICloneable, IComparable, IComparable<Address>, IEquatable<Address>
{
    public static readonly Address AllSystems = new("akka", "all-systems");
    public static readonly IComparer<Address> Comparer = Comparer<Address>.Create(static (left, right) => Compare(left, right));

    private readonly string _text;

    public Address(string protocol, string system, string host = null, int? port = null)
    {
        Protocol = protocol;
        System = system;
        Host = host?.ToLowerInvariant();
        Port = port;
        _text = $"{Protocol}://{HostPort()}";
    }

    public string Protocol { get; }
    public string System { get; }
    public string Host { get; }
    public int? Port { get; }
    public bool HasLocalScope => string.IsNullOrEmpty(Host);
    public bool HasGlobalScope => !HasLocalScope;

    public static Address Parse(string address) =>
        TryParse(address, out Address parsed) ? parsed : throw new UriFormatException($"{address} is not an address; it must be protocol://system@host:port.");

    public static bool TryParse(string path, out Address address) => TryParse(path.AsSpan(), out address);

    public static bool TryParse(string path, out Address address, out string absolutUri)
    {
        var parsed = TryParse(path.AsSpan(), out address, out var rest);
        absolutUri = parsed ? rest.ToString() : null;
        return parsed;
    }

    public static bool TryParse(ReadOnlySpan<char> span, out Address address) => TryParse(span, out address, out _);

    /// <param name="absolutUri">What follows the address, from its slash on; a lone slash when nothing does.</param>
    public static bool TryParse(ReadOnlySpan<char> span, out Address address, out ReadOnlySpan<char> absolutUri)
    {
        address = null;
        absolutUri = default;
        var scheme = span.IndexOf("://");
        if (scheme <= 0 || !span.StartsWith("akka", StringComparison.OrdinalIgnoreCase))
            return false;
        var rest = span[(scheme + 3)..];
        var slash = rest.IndexOf('/');
        absolutUri = slash < 0 ? "/" : rest[slash..];
        var authority = slash < 0 ? rest : rest[..slash];
        if (authority.IsEmpty)
            return false;
        string host = null;
        int? port = null;
        var at = authority.IndexOf('@');
        var system = at < 0 ? authority : authority[..at];
        if (at >= 0)
        {
            var hostPort = authority[(at + 1)..];
            var colon = hostPort.LastIndexOf(':');
            if (colon <= 0 || !int.TryParse(hostPort[(colon + 1)..], out var number))
                return false;
            (host, port) = (hostPort[..colon].ToString(), number);
        }
        if (system.IsEmpty)
            return false;
        address = new(span[..scheme].ToString(), system.ToString(), host, port);
        return true;
    }

    public Address WithProtocol(string protocol) => new(protocol, System, Host, Port);

    public Address WithSystem(string system) => new(Protocol, system, Host, Port);

    public Address WithHost(string host = null) => new(Protocol, System, host, Port);

    public Address WithPort(int? port = null) => new(Protocol, System, Host, port);

    public string HostPort() => Host == null ? System : $"{System}@{Host}{(Port is { } port ? $":{port}" : "")}";

    public object Clone() => new Address(Protocol, System, Host, Port);

    public int CompareTo(Address other) => Compare(this, other);

    int IComparable.CompareTo(object obj) => obj is Address other ? CompareTo(other)
        : throw new ArgumentException("An address compares to an address only.", nameof(obj));

    public bool Equals(Address other) => other is not null && (ReferenceEquals(this, other)
        || (Port == other.Port && Host == other.Host && System == other.System && Protocol == other.Protocol));

    public override bool Equals(object obj) => Equals(obj as Address);

    public override int GetHashCode() => HashCode.Combine(Protocol, System, Host, Port);

    public override string ToString() => _text;

    public static bool operator ==(Address left, Address right) => Equals(left, right);

    public static bool operator !=(Address left, Address right) => !Equals(left, right);

    public ISurrogate ToSurrogate(ActorSystem system) => throw NoSerialization.Here(this);

    [SuppressMessage("Style", "IDE0041", Justification = "The operator of this class would call this method.")]
    private static int Compare(Address left, Address right)
    {
        if (ReferenceEquals(left, right))
            return 0;
        if (left is null || right is null)
            return left is null ? -1 : 1;
        var order = string.CompareOrdinal(left.Protocol, right.Protocol);
        if (order == 0)
            order = string.CompareOrdinal(left.System, right.System);
        if (order == 0)
            order = string.CompareOrdinal(left.Host ?? "", right.Host ?? "");
        return order != 0 ? order : (left.Port ?? 0).CompareTo(right.Port ?? 0);
    }
}
