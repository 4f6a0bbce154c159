using Akka.Configuration;

namespace Crosstown.Actors;

/// <summary>Every setting under <c>crosstown</c>, read and checked as a whole. Defaults live in reference.conf alone.</summary>
public sealed class CrosstownSettings
{
    private CrosstownSettings()
    {
    }

    /// <summary>reference.conf: every default with its comment.</summary>
    public static Config Reference => throw new NotImplementedException();

    /// <summary>Reads the settings; <paramref name="config"/> is the whole configuration of the actor system, with <see cref="Reference"/> as its last fallback.</summary>
    /// <exception cref="ConfigurationException">Names every setting that is wrong, not only the first.</exception>
    public static CrosstownSettings Create(Config config) => throw new NotImplementedException(config.ToString());
}
