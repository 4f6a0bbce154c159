namespace Crosstown.Actors;

/// <summary>How far a response had provably got when its completion was signalled. Ordered: each level implies those before it.</summary>
public enum WireLevel
{
    /// <summary>The server's output pipe has taken the last byte.</summary>
    Handed,

    /// <summary>The kernel has taken the last byte, below TLS.</summary>
    Sent,

    /// <summary>The peer's TCP has acknowledged the last byte (Linux only).</summary>
    Acked,
}
