namespace Akka.Routing;

/// <summary>Decides how many routees a pool should have.</summary>
public abstract class Resizer
{
    /// <summary>Asked on the sender's thread, once per message, with the number of messages before this one.</summary>
    public abstract bool IsTimeForResize(long messageCounter);

    /// <returns>How many routees to add, or to remove when negative.</returns>
    public abstract int Resize(IEnumerable<Routee> currentRoutees);

    /// <returns>The resizer that the section's <c>resizer</c> describes; null unless it is enabled.</returns>
    public static Resizer FromConfig(Config parentConfig)
    {
        var resizer = parentConfig.GetConfig("resizer");
        return resizer != null && resizer.GetBoolean("enabled", false) ? DefaultResizer.FromConfig(resizer) : null;
    }
}
