using System.Text;

namespace Akka.Hosting;

/// <summary>What the runtime logs about itself (<c>akka.actor.debug</c>); what is null stays as it is configured.</summary>
public class DebugOptions
{
    public bool? Receive { get; set; }

    public bool? AutoReceive { get; set; }

    public bool? LifeCycle { get; set; }

    public bool? FiniteStateMachine { get; set; }

    public bool? EventStream { get; set; }

    public bool? Unhandled { get; set; }

    public bool? RouterMisconfiguration { get; set; }

    /// <returns>HOCON.</returns>
    public override string ToString()
    {
        var hocon = new StringBuilder();
        Append(hocon, "receive", Receive);
        Append(hocon, "autoreceive", AutoReceive);
        Append(hocon, "lifecycle", LifeCycle);
        Append(hocon, "fsm", FiniteStateMachine);
        Append(hocon, "event-stream", EventStream);
        Append(hocon, "unhandled", Unhandled);
        Append(hocon, "router-misconfiguration", RouterMisconfiguration);
        return hocon.ToString();
    }

    private static void Append(StringBuilder hocon, string key, bool? value)
    {
        if (value is { } given)
            hocon.Append("akka.actor.debug.").Append(key).Append(" = ").AppendLine(given.ToHocon());
    }
}
