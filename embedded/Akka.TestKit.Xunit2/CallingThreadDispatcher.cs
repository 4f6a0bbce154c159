using Akka.Configuration;
using Akka.Dispatch;

namespace Akka.TestKit;

/// <summary>
/// Runs an actor's messages on the thread that sends them, before Tell returns. An actor that is busy, on this thread or on
/// another, is not entered a second time: whoever runs it goes on with the new message.
/// </summary>
public class CallingThreadDispatcher : MessageDispatcher
{
    public static new readonly string Id = "akka.test.calling-thread-dispatcher";

    /// <summary>The innermost run on this thread.</summary>
    [ThreadStatic]
    private static Frame _innermost;

    public CallingThreadDispatcher(MessageDispatcherConfigurator configurator)
        : base(configurator)
    {
        base.Id = configurator.Config.GetString("id", Id);
        Throughput = int.MaxValue;
    }

    protected override void ExecuteTask(IRunnable run)
    {
        // A mailbox asks to run again as the last thing it does in a run. Its own frame does that, or the stack would grow
        // with every message that another thread sends at the wrong moment.
        if (_innermost is { } innermost && innermost.Run == run)
        {
            innermost.Again = true;
            return;
        }

        var frame = new Frame(run, _innermost);
        _innermost = frame;
        try
        {
            do
            {
                frame.Again = false;
                run.Run();
            }
            while (frame.Again);
        }
        finally
        {
            _innermost = frame.Outer;
        }
    }

    protected override void Shutdown()
    {
    }

    private sealed class Frame(IRunnable run, Frame outer)
    {
        public IRunnable Run => run;

        public Frame Outer => outer;

        public bool Again { get; set; }
    }
}

public class CallingThreadDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly CallingThreadDispatcher _dispatcher;

    public CallingThreadDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => _dispatcher = new CallingThreadDispatcher(this);

    public override MessageDispatcher Dispatcher() => _dispatcher;
}
