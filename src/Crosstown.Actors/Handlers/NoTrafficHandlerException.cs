namespace Crosstown.Actors;

/// <summary>No handler is registered for a message's type or a base type of it.</summary>
public sealed class NoTrafficHandlerException : InvalidOperationException
{
    internal NoTrafficHandlerException(string message) : base(message)
    {
    }
}
