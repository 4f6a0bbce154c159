using Grpc.Core;

namespace Crosstown.Web.Tests.Requests.Grpc;

/// <summary>Ends its calls in every way that there is.</summary>
public sealed class CallerService(ICrosstownTraffic traffic, CallerService.Deferred deferred) : Caller.CallerBase
{
    public override async Task<Answer> One(Call request, ServerCallContext context)
    {
        deferred.Add(traffic);
        if (request.Ending.EndsWith("late", StringComparison.Ordinal))
            await context.WriteResponseHeadersAsync([]);
        await EndAsync(request.Ending, context);
        return new Answer { Text = "done" };
    }

    public override async Task Many(Call request, IServerStreamWriter<Answer> responseStream, ServerCallContext context)
    {
        deferred.Add(traffic);
        if (request.Ending.EndsWith("late", StringComparison.Ordinal))
            await responseStream.WriteAsync(new Answer { Text = "first" }, CancellationToken.None);
        await EndAsync(request.Ending, context);
        if (context.Status.StatusCode == StatusCode.OK && !context.CancellationToken.IsCancellationRequested)
            await responseStream.WriteAsync(new Answer { Text = "last" }, CancellationToken.None);
    }

    private static async Task EndAsync(string ending, ServerCallContext context)
    {
        if (ending.StartsWith("fails", StringComparison.Ordinal))
            throw new RpcException(new Status(StatusCode.FailedPrecondition, "on purpose"));
        if (ending.StartsWith("crashes", StringComparison.Ordinal))
            throw new InvalidDataException("on purpose");
        if (ending.StartsWith("status", StringComparison.Ordinal))
            context.Status = new Status(StatusCode.ResourceExhausted, "on purpose");
        if (!ending.StartsWith("deadline", StringComparison.Ordinal))
            return;
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.CancellationToken.Register(passed.SetResult);
        await passed.Task;
        if (!ending.Contains("ignored", StringComparison.Ordinal))
            context.CancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>The deferral of the latest call.</summary>
    public sealed class Deferred
    {
        private readonly Seen<Deferral> _seen = new();

        public Task<Deferral> Async() => _seen.Async();

        public void Add(ICrosstownTraffic traffic) => _seen.Set(traffic.Defer(() => { }));
    }
}
