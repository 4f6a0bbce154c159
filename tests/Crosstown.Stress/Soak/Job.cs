using Akka.Actor;
using Crosstown.Actors;

namespace Crosstown.Stress.Soak;

internal enum JobKind
{
    Returns,
    Yields,
    Throws,
    ThrowsLate,
}

/// <summary>A message; it may go to its handler, or to an actor.</summary>
internal sealed record Job(Piece Piece, JobKind Kind)
{
    public Task RunAsync() => Piece.RunAsync(() => Kind switch
    {
        JobKind.Returns => Task.CompletedTask,
        JobKind.Yields => Work.YieldAsync(),
        JobKind.Throws => throw new SoakException(),
        _ => Work.ThrowLateAsync(),
    });

    internal sealed class Handler(SoakScope scope) : ITrafficHandler<Job>
    {
        public async Task HandleAsync(Job message, TrafficContext context, CancellationToken cancellationToken)
        {
            await message.RunAsync();
            GC.KeepAlive(scope);
        }
    }

    /// <summary>The actor of a pool that is made of the application's own.</summary>
    internal sealed class Worker : ReceiveActor
    {
        public Worker() => ReceiveAsync<Job>(static job => job.RunAsync());
    }

    /// <summary>Whom TellTo tells.</summary>
    internal sealed class Sink : ReceiveActor
    {
        private long _count;

        public Sink()
        {
            Receive<Job>(job =>
            {
                job.Piece.Run();
                _count++;
            });
            Receive<string>(_ => Sender.Tell(_count));
        }
    }
}

/// <summary>Thrown on purpose.</summary>
internal sealed class SoakException() : Exception("on purpose");

internal static class Work
{
    public static async Task YieldAsync() => await Task.Yield();

    public static async Task ThrowLateAsync()
    {
        await Task.Yield();
        throw new SoakException();
    }
}
