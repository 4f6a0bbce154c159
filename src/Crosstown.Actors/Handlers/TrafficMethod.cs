using System.ComponentModel;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Handlers;

namespace Crosstown.Actors;

/// <summary>A method with <see cref="CrosstownTrafficAttribute"/>. Created by generated code only, once per method.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TrafficMethod
{
    private readonly string _name;

    private TrafficMethod(string name, MessageInvoker invoker)
    {
        _name = name;
        Invoker = invoker;
    }

    internal MessageInvoker Invoker { get; }

    /// <summary>Creates it from the generated handler, which carries the attribute's values.</summary>
    /// <param name="name">Type and method, for logs.</param>
    /// <param name="handler">Calls the method; one instance serves all calls.</param>
    /// <param name="isSynchronous">Whether the method returns void, so that it can run on its caller's thread.</param>
    public static TrafficMethod Create<TMessage>(string name, ITrafficHandler<TMessage> handler, bool isSynchronous = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(handler);
        return new(name, new MethodInvoker<TMessage>(name, handler, isSynchronous));
    }

    /// <summary>Type and method, such as <c>Calls.PlaceCall</c>.</summary>
    public override string ToString() => _name;
}
