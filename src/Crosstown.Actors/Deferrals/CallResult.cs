namespace Crosstown.Actors.Deferrals;

/// <summary>The result of a call that nobody uses, unless it is something to await.</summary>
internal static class CallResult
{
    public static Task? ToTask(object? result) => result switch
    {
        Task task => task,
        ValueTask task => task.AsTask(),
        not null when result.GetType() is { IsGenericType: true, IsValueType: true } type && type.GetGenericTypeDefinition() == typeof(ValueTask<>) =>
            (Task?)type.GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(result, null),
        _ => null,
    };
}
