using Akka.Configuration;

namespace Crosstown.Actors.Settings;

/// <summary>One of the texts that a configuration was made of, so that an error can name the text that sets a value.</summary>
/// <param name="Name">A file's path, or the option that holds the text.</param>
/// <param name="Config">The values of this text only.</param>
internal sealed record SettingsSource(string Name, Config Config);
