using System.Collections;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Equal by the values' own equality, or as sequences whose items are.</summary>
public class AkkaAssertEqualityComparer<T> : IEqualityComparer<T>
{
    private readonly bool _skipTypeCheck;
    private readonly IEqualityComparer _innerComparer;

    /// <param name="skipTypeCheck">Values of different types may be equal too.</param>
    /// <param name="innerComparer">For the items of sequences.</param>
    public AkkaAssertEqualityComparer(bool skipTypeCheck = false, IEqualityComparer innerComparer = null)
    {
        _skipTypeCheck = skipTypeCheck;
        _innerComparer = innerComparer;
    }

    public bool Equals(T x, T y)
    {
        if (x is null || y is null)
            return x is null && y is null;
        if (x.Equals(y) || (x is IEquatable<T> equatable && equatable.Equals(y)))
            return true;
        if (x is not string && y is not string && x is IEnumerable first && y is IEnumerable second)
            return first.Cast<object>().SequenceEqual(second.Cast<object>(), new Items(_innerComparer));
        return (_skipTypeCheck || x.GetType() == y.GetType()) && x is IComparable comparable && Compares(comparable, y);
    }

    public int GetHashCode(T obj) => throw new NotSupportedException("It compares; it does not hash.");

    private static bool Compares(IComparable x, object y)
    {
        try
        {
            return x.CompareTo(y) == 0;
        }
        catch (ArgumentException)
        {
            return false; // not comparable with that type, so not equal
        }
    }

    private sealed class Items(IEqualityComparer inner) : IEqualityComparer<object>
    {
        public new bool Equals(object x, object y) =>
            inner?.Equals(x, y) ?? new AkkaAssertEqualityComparer<object>(skipTypeCheck: true).Equals(x, y);

        public int GetHashCode(object obj) => 0;
    }
}
