namespace Akka.Actor;

public abstract class ActorPath : ISurrogated, IComparable<ActorPath>, IEquatable<ActorPath>
{
    /// <summary>Besides letters, digits and escapes (%2F).</summary>
    public const string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    private string _text;
    private string[] _elements;

    protected ActorPath(Address address, string name)
    {
        Address = address;
        Name = name;
        Root = this;
    }

    protected ActorPath(ActorPath parentPath, string name, long uid)
    {
        ArgumentNullException.ThrowIfNull(parentPath);
        Address = parentPath.Address;
        Parent = parentPath;
        Root = parentPath.Root;
        Depth = parentPath.Depth + 1;
        Name = name;
        Uid = uid;
    }

    public string Name { get; }
    public Address Address { get; }
    /// <summary>The root is its own parent's end: null.</summary>
    public ActorPath Parent { get; }
    public ActorPath Root { get; }
    /// <summary>0 for the root.</summary>
    public int Depth { get; }
    /// <summary>Tells two actors apart that had the same name one after the other; 0: not said.</summary>
    public long Uid { get; }

    /// <summary>The names from below the root.</summary>
    public IReadOnlyList<string> Elements
    {
        get
        {
            if (_elements != null)
                return _elements;
            if (Depth == 0)
                return _elements = [""];
            var elements = new string[Depth];
            for (var (path, i) = (this, Depth - 1); i >= 0; path = path.Parent, i--)
                elements[i] = path.Name;
            return _elements = elements;
        }
    }

    public static bool IsValidPathElement(string s)
    {
        if (string.IsNullOrEmpty(s) || s[0] == '$')
            return false;
        for (var i = 0; i < s.Length; i++)
        {
            var c = s[i];
            if (char.IsAsciiLetterOrDigit(c) || ValidSymbols.Contains(c))
                continue;
            if (c != '%' || i + 2 >= s.Length || !char.IsAsciiHexDigit(s[i + 1]) || !char.IsAsciiHexDigit(s[i + 2]))
                return false;
            i += 2;
        }
        return true;
    }

    public ActorPath ParentOf(int depth)
    {
        // Negative: so many steps up.
        var target = depth >= 0 ? depth : Depth + depth;
        var path = this;
        while (path.Depth > target && path.Parent != null)
            path = path.Parent;
        return path;
    }

    public ActorPath Child(string childName) => this / childName;

    public ActorPath WithUid(long uid) => uid == Uid ? this
        : Depth == 0 ? (uid == 0 ? this : throw new NotSupportedException("A root path has no uid."))
        : new ChildActorPath(Parent, Name, uid);

    public static ActorPath operator /(ActorPath path, string name)
    {
        var (element, uid) = SplitUid(name);
        return new ChildActorPath(path, element, uid);
    }

    public static ActorPath operator /(ActorPath path, IEnumerable<string> name) =>
        name.Where(static element => !string.IsNullOrEmpty(element)).Aggregate(path, static (current, element) => current / element);

    /// <exception cref="UriFormatException">It is not an absolute path with an address.</exception>
    public static ActorPath Parse(string path) =>
        TryParse(path, out var parsed) ? parsed : throw new UriFormatException($"Can not parse an ActorPath: {path}");

    public static bool TryParse(string path, out ActorPath actorPath)
    {
        actorPath = null;
        return Address.TryParse(path.AsSpan(), out var address, out var rest) && TryParse(new RootActorPath(address), rest, out actorPath);
    }

    public static bool TryParse(ActorPath basePath, string absoluteUri, out ActorPath actorPath) =>
        TryParse(basePath, absoluteUri.AsSpan(), out actorPath);

    public static bool TryParse(ActorPath basePath, ReadOnlySpan<char> absoluteUri, out ActorPath actorPath)
    {
        actorPath = basePath;
        foreach (var range in absoluteUri.Split('/'))
        {
            var element = absoluteUri[range];
            if (!element.IsEmpty)
                actorPath /= element.ToString();
        }
        return true;
    }

    public static bool TryParseAddress(string path, out Address address) => Address.TryParse(path, out address);

    public static bool TryParseAddress(string path, out Address address, out ReadOnlySpan<char> absoluteUri) =>
        Address.TryParse(path.AsSpan(), out address, out absoluteUri);

    public static bool TryParseParts(ReadOnlySpan<char> path, out ReadOnlySpan<char> address, out ReadOnlySpan<char> absoluteUri)
    {
        address = default;
        absoluteUri = default;
        var scheme = path.IndexOf("://");
        if (scheme < 0)
            return false;
        var slash = path[(scheme + 3)..].IndexOf('/');
        address = slash < 0 ? path : path[..(scheme + 3 + slash)];
        absoluteUri = slash < 0 ? "/" : path[(scheme + 3 + slash)..];
        return true;
    }

    public static string FormatPathElements(IEnumerable<string> pathElements) => "/" + string.Join("/", pathElements);

    public string ToStringWithoutAddress() => Depth == 0 ? (Name.StartsWith('/') ? Name : "/" + Name) : "/" + string.Join('/', Elements);

    public string ToStringWithAddress() => ToStringWithAddress(Address);

    public string ToStringWithAddress(Address address) => address + ToStringWithoutAddress();

    public string ToStringWithUid() => Uid == ActorCell.UndefinedUid ? ToStringWithAddress() : $"{ToStringWithAddress()}#{Uid}";

    public string ToSerializationFormat() => ToStringWithUid();

    public string ToSerializationFormatWithAddress(Address address)
    {
        var withAddress = ToStringWithAddress(address);
        return Uid == ActorCell.UndefinedUid ? withAddress : $"{withAddress}#{Uid}";
    }

    public override string ToString() => _text ??= ToStringWithAddress();

    /// <summary>By names alone: uids do not count.</summary>
    public bool Equals(ActorPath other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (other is null || Depth != other.Depth || Address != other.Address)
            return false;
        for (var (left, right) = (this, other); ; (left, right) = (left.Parent, right.Parent))
        {
            if (ReferenceEquals(left, right))
                return true;
            if (left is null || right is null || left.Name != right.Name)
                return false;
        }
    }

    public override bool Equals(object obj) => Equals(obj as ActorPath);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Address);
        for (var path = this; path is not null; path = path.Parent)
            hash.Add(path.Name, StringComparer.Ordinal);
        return hash.ToHashCode();
    }

    public int CompareTo(ActorPath other)
    {
        if (other is null)
            return 1;
        var byAddress = Address.CompareTo(other.Address);
        return byAddress != 0 ? byAddress : string.CompareOrdinal(ToStringWithoutAddress(), other.ToStringWithoutAddress());
    }

    public static bool operator ==(ActorPath left, ActorPath right) => Equals(left, right);

    public static bool operator !=(ActorPath left, ActorPath right) => !Equals(left, right);

    public ISurrogate ToSurrogate(ActorSystem system) => throw NoSerialization.Here(this);

    private static (string Name, long Uid) SplitUid(string element)
    {
        var hash = element.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 || !long.TryParse(element.AsSpan(hash + 1), out var uid) ? (element, ActorCell.UndefinedUid) : (element[..hash], uid);
    }
}
