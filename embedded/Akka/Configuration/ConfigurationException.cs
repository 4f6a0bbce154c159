namespace Akka.Configuration;

public class ConfigurationException : AkkaException
{
    public ConfigurationException(string message) { }
    public ConfigurationException(string message, Exception exception) { }
    public static ConfigurationException NullOrEmptyConfig<T>(string path = null) => throw new NotImplementedException();
}
