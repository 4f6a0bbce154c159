namespace Akka.Routing;

/// <summary>A message for the router itself; it goes through the router's mailbox and is never routed.</summary>
public abstract class RouterManagementMessage
{
}

/// <summary>Answered with <see cref="Routees"/>.</summary>
public sealed class GetRoutees : RouterManagementMessage
{
    public static GetRoutees Instance { get; } = new();
}

public static class RouterMessage
{
    public static readonly GetRoutees GetRoutees = GetRoutees.Instance;
}

public sealed class Routees
{
    public Routees(IEnumerable<Routee> routees) => Members = routees;

    public IEnumerable<Routee> Members { get; }
}

/// <summary>Adds a routee that is not the router's child.</summary>
public sealed class AddRoutee : RouterManagementMessage
{
    public AddRoutee(Routee routee) => Routee = routee;

    public Routee Routee { get; }
}

/// <summary>Removes a routee; one that is the router's child is stopped once it has done what was sent to it.</summary>
public sealed class RemoveRoutee : RouterManagementMessage
{
    public RemoveRoutee(Routee routee) => Routee = routee;

    public Routee Routee { get; }
}

/// <summary>Adds (or, when negative, removes and stops) that many routees of a pool.</summary>
public sealed class AdjustPoolSize : RouterManagementMessage
{
    public AdjustPoolSize(int change) => Change = change;

    public int Change { get; }
}

/// <summary>Tells a pool with a resizer to ask it now.</summary>
public class Resize : RouterManagementMessage
{
}
