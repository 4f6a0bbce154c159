namespace Crosstown.Tests.Harness.Wire;

/// <summary>What has come on one stream.</summary>
internal sealed class Http2Response(int stream)
{
    public int Stream => stream;
    public int Status { get; set; }
    public long Body { get; set; }
    public int? ResetCode { get; set; }

    /// <summary>The server ended the stream, not by a reset.</summary>
    public bool IsWhole { get; set; }

    /// <summary>How many of the connection's raw bytes had come with the stream's last; 0 until then.</summary>
    public long RawEnd { get; set; }

    public TaskCompletionSource Headed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    public TaskCompletionSource<Http2Response> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
