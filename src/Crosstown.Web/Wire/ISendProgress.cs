namespace Crosstown.Web.Wire;

/// <summary>Told by a connection's send loop, in order, one call at a time.</summary>
internal interface ISendProgress
{
    /// <summary>The kernel has taken the next <paramref name="bytes"/> bytes.</summary>
    void OnTaken(long bytes);

    /// <summary>Nothing more will be sent, whatever is left.</summary>
    void OnSendLoopEnded();
}
