namespace Crosstown.Actors.Tests.Handlers;

/// <summary>A service of the decorated methods: it notes what is dialled, and by whom.</summary>
internal interface IDialer
{
    Task DialAsync(string what, CancellationToken cancellationToken);
}
