namespace Crosstown.Web.Invocations;

/// <summary>The stream that a hub's method returns. SignalR runs the body of an asynchronous iterator outside the filters' flow, so the stream brings the invocation's traffic along.</summary>
internal static class InvocationStreams
{
    /// <summary>Returns a stream that follows the iterator, or what is no asynchronous stream as it is.</summary>
    public static object? Follow(object? result, InvocationTraffic traffic)
    {
        var stream = result?.GetType().GetInterfaces().FirstOrDefault(static type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>));
        return stream is null ? result : Activator.CreateInstance(typeof(InvocationStream<>).MakeGenericType(stream.GenericTypeArguments), result, traffic);
    }
}
