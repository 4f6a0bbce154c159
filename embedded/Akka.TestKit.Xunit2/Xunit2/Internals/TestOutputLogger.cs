using Akka.Event;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Writes log events to the test's output.</summary>
public class TestOutputLogger : ReceiveActor
{
    private readonly ITestOutputHelper _output;

    public TestOutputLogger(ITestOutputHelper output)
    {
        _output = output;
        Receive<InitializeLogger>(initialize =>
        {
            foreach (var channel in new[] { typeof(Debug), typeof(Info), typeof(Warning), typeof(Error) })
                initialize.LoggingBus.Subscribe(Self, channel);
            Sender.Tell(new LoggerInitialized());
        });
        Receive<LogEvent>(logEvent => Write(logEvent.ToString()));
    }

    private void Write(string line)
    {
        try
        {
            _output.WriteLine(line);
        }
        catch (InvalidOperationException)
        {
            // The test is over and its output closed; its actors may still have something to say.
        }
    }
}
