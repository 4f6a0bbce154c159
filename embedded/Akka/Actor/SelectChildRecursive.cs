namespace Akka.Actor;

/// <summary><c>**</c> at the end of a path: all descendants, at every depth.</summary>
public class SelectChildRecursive : SelectionPathElement
{
    public static readonly SelectChildRecursive Instance = new();

    public override bool Equals(object obj) => obj is SelectChildRecursive;

    public override int GetHashCode() => "**".GetHashCode(StringComparison.Ordinal);

    public override string ToString() => "**";
}
