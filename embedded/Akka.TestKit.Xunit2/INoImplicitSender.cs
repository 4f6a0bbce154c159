namespace Akka.TestKit;

/// <summary>A test kit with this interface does not make its test actor the sender of the test's messages.</summary>
public interface INoImplicitSender
{
}
