namespace Akka.Configuration.Hocon;

public class Parser
{
    /// <param name="includeCallback">Given the name in <c>include "name"</c>, returns what stands there; null: includes are errors.</param>
    /// <exception cref="ConfigurationException">With line, column and the line at fault.</exception>
    public static HoconRoot Parse(string text, Func<string, HoconRoot> includeCallback)
    {
        ArgumentNullException.ThrowIfNull(text);
        var source = new HoconSource(text);
        var root = new HoconReader(source, includeCallback).ReadRoot();
        return new HoconRoot(new HoconResolver(source, root).Resolve());
    }
}
