using System.ComponentModel;

namespace Crosstown.Actors;

/// <summary>The message of a deferred call of a method with <see cref="CrosstownTrafficAttribute"/>. Implemented by generated records only; <c>Tell</c> takes them like any message.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITrafficCall
{
    /// <summary>The method that is called.</summary>
    TrafficMethod Method { get; }

    /// <summary>The key of this call; null if the attribute's key names no parameter.</summary>
    string? Key => null;

    /// <summary>The partition of this call; null if the attribute's partition names no parameter.</summary>
    string? Partition => null;

    /// <summary>The unique key of this call; null if the attribute's names no parameter.</summary>
    string? UniqueFor => null;
}
