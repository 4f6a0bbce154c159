namespace Akka.Event;

/// <summary>The <see cref="LogEvent.LogClass"/> of loggers that were asked for by a string.</summary>
public class DummyClassForStringSources
{
    public DummyClassForStringSources()
    {
    }
}
