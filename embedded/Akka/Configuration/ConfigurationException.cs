namespace Akka.Configuration;

public class ConfigurationException : AkkaException
{
    public ConfigurationException(string message)
        : base(message)
    {
    }

    public ConfigurationException(string message, Exception exception)
        : base(message, exception)
    {
    }

    public static ConfigurationException NullOrEmptyConfig<T>(string path = null) =>
        new(string.IsNullOrEmpty(path)
            ? $"Failed to instantiate {typeof(T).Name}: the configuration is missing or empty."
            : $"Failed to instantiate {typeof(T).Name}: the configuration at '{path}' is missing or empty.");
}
