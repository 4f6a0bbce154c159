using System.IO.Pipelines;
using Crosstown.Web.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.Web.Tests.Wire;

/// <summary>docs/design.md §2.1: a writer that holds bytes back while a flush is pending and writes them when the flush has ended, as the server's own writer does.</summary>
public sealed class HeldBackSpecs
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(8);
    private readonly Pipe _pipe = new(new PipeOptions(
        pauseWriterThreshold: 1, resumeWriterThreshold: 1, readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
    private readonly ConnectionWire _wire = new(null);
    private readonly WireOutput _output;

    public HeldBackSpecs()
    {
        _output = new WireOutput(_pipe.Writer, _wire);
        _wire.SetTransport(_output);
    }

    [Fact]
    public async Task A_response_is_not_sent_while_the_continuation_of_an_overlapping_flush_still_writes()
    {
        var isSecondDone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var mayWrite = new ManualResetEventSlim();
        var response = new Response();
        Thread? second = null;
        WhenFlushed(Write("HTTP/1.1 200 OK\r\n"), () =>
        {
            WhenFlushed(Write("held back "), () =>
            {
                isSecondDone.SetResult();
                Assert.True(mayWrite.Wait(Deadline));
                Write("and the last");
            });
            second = new Thread(Take);
            second.Start();
            // The continuation of the first flush ends here, while that of the second still runs.
            Assert.True(isSecondDone.Task.Wait(Deadline));
        });
        Take();
        await isSecondDone.Task;

        _wire.Track(response.Context, response);
        Assert.Null(response.Reached);
        mayWrite.Set();
        Assert.True(second!.Join(Deadline));
        Assert.Null(response.Reached);

        Take();
        Assert.Equal(WireLevel.Sent, response.Reached);
    }

    private Task<FlushResult> Write(string text) => _output.WriteAsync(System.Text.Encoding.ASCII.GetBytes(text)).AsTask();

    private static void WhenFlushed(Task<FlushResult> flush, Action then)
    {
        Assert.False(flush.IsCompleted);
        flush.ContinueWith(_ => then(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Takes all bytes from the pipe and reports them as sent, as the send loop does.</summary>
    private void Take()
    {
        Assert.True(_pipe.Reader.TryRead(out var read));
        var length = read.Buffer.Length;
        _pipe.Reader.AdvanceTo(read.Buffer.End);
        _wire.OnSent(length);
    }

    private sealed class Response : HttpResponseFeature, IWireObserver
    {
        public Response()
        {
            Context = new DefaultHttpContext();
            Context.Features.Set<IHttpResponseFeature>(this);
        }

        public HttpContext Context { get; }

        public WireLevel? Reached { get; private set; }

        public override bool HasStarted => true;

        void IWireObserver.OnWireLevelReached(WireLevel reached, WireLoss loss) => Reached = reached;
    }
}
