namespace Crosstown.Actors;

/// <summary>How far a response had provably got when its completion was signalled. Ordered: each level implies those before it.</summary>
public enum WireLevel
{
    /// <summary>The server's own pipe took the last byte.</summary>
    Handed,

    /// <summary>The kernel took the last byte, below TLS.</summary>
    Sent,

    /// <summary>The peer's TCP acknowledged the last byte (Linux).</summary>
    Acked,
}
