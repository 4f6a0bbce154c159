namespace Crosstown.Web.Invocations;

/// <summary>
/// Ends an invocation's traffic with the invocation's DI scope, which SignalR disposes of when the method's answer is written. A scoped service, because nothing else tells of that
/// moment: a filter returns before.
/// </summary>
internal sealed class InvocationScope : IDisposable
{
    private InvocationTraffic? _traffic;

    public void Follow(InvocationTraffic traffic) => _traffic = traffic;

    public void Dispose() => _traffic?.Complete();
}
