using System.Reflection;

namespace Crosstown.Web.Invocations;

/// <summary>The stream that a hub's method returns. SignalR runs the body of an asynchronous iterator outside the filters' flow, so the stream brings the invocation's traffic along.</summary>
internal static class InvocationStreams
{
    /// <summary>Returns a stream that follows the iterator; the result itself if the method returns no asynchronous stream.</summary>
    public static object? Follow(object? result, MethodInfo method, InvocationTraffic traffic)
    {
        var item = result is null ? null : ItemOf(Awaited(method.ReturnType));
        return item is null ? result : Activator.CreateInstance(typeof(InvocationStream<>).MakeGenericType(item), result, traffic);
    }

    private static Type Awaited(Type type) => Is(type, typeof(Task<>)) || Is(type, typeof(ValueTask<>)) ? type.GenericTypeArguments[0] : type;

    /// <summary>As SignalR decides it: by the declared type. A result that only happens to be a stream, too, is an answer like any other.</summary>
    private static Type? ItemOf(Type declared) =>
        declared.GetInterfaces().Append(declared).FirstOrDefault(static type => Is(type, typeof(IAsyncEnumerable<>)))?.GenericTypeArguments[0];

    private static bool Is(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
