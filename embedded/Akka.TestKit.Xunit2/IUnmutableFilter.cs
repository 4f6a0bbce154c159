namespace Akka.TestKit;

/// <summary>Mutes until it is unmuted or disposed.</summary>
public interface IUnmutableFilter : IDisposable
{
    void Unmute();
}
