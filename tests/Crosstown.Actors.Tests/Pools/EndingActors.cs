using System.Collections.Concurrent;
using Akka.Actor;

namespace Crosstown.Actors.Tests.Pools;

/// <summary>The applications' actors of <see cref="ActorPoolEndSpecs"/>.</summary>
internal static class EndingActors
{
    /// <summary>Ends each receive in the way that the text it is told names, and takes down what it came to.</summary>
    internal sealed class Mine : ReceiveActor, IWithStash
    {
        private readonly ConcurrentQueue<string> _seen;

        public Mine(ConcurrentQueue<string> seen)
        {
            _seen = seen;
            Ready();
        }

        public IStash Stash { get; set; } = null!;

        private void Ready()
        {
            Receive<Exception>(static exception => throw exception);
            Receive<ManualResetEventSlim>(block =>
            {
                _seen.Enqueue("blocks");
                block.Wait(Stress.Patience);
            });
            ReceiveAsync<Slow>(static message => message.Awaits, async message =>
            {
                await Task.Run(static () => { });
                Block(message);
            });
            Receive<Slow>(Block);
            ReceiveAsync<string>(static text => text.StartsWith("await", StringComparison.Ordinal) || text.EndsWith("await", StringComparison.Ordinal), AwaitAsync);
            Receive<string>(static text => text == "stop", _ => Context.Stop(Self));
            Receive<string>(static text => text == "poison", _ => Self.Tell(PoisonPill.Instance));
            Receive<string>(static text => text == "kill", _ => Self.Tell(Kill.Instance));
            Receive<string>(static text => text == "reply", _ => Sender.Tell("nobody hears this"));
            Receive<string>(static text => text == "forward", _ => Context.System.DeadLetters.Forward("of its sender"));
            Receive<string>(static text => text == "become", _ => Become(Changed));
            Receive<string>(static text => text == "stash", _ => Stash.Stash());
            Receive<string>(static text => text == "throw", static _ => throw new InvalidOperationException("on purpose"));
            Receive<string>(static text => text == "returns", _seen.Enqueue);
        }

        private void Changed()
        {
            Receive<string>(static text => text == "become", static _ => { });
            Receive<string>(static text => text == "returns", _seen.Enqueue);
        }

        private void Block(Slow message)
        {
            _seen.Enqueue("blocks");
            message.Block.Wait(Stress.Patience);
            if (message.Throws)
                throw new InvalidOperationException("on purpose");
        }

        private async Task AwaitAsync(string text)
        {
            if (text.StartsWith("stop", StringComparison.Ordinal))
            {
                Context.Stop(Self);
                await Task.Delay(Timeout.Infinite);
            }

            await Task.Run(static () => { });
            if (text.EndsWith("stop", StringComparison.Ordinal))
                Context.Stop(Self);
            if (text.EndsWith("throw", StringComparison.Ordinal))
                throw new InvalidOperationException("on purpose");
        }
    }

    /// <summary>Takes down what it came to; it has no stash.</summary>
    internal sealed class Plain : ReceiveActor
    {
        public Plain(ConcurrentQueue<string> seen)
        {
            Receive<ManualResetEventSlim>(block =>
            {
                seen.Enqueue("blocks");
                block.Wait(Stress.Patience);
            });
            Receive<string>(seen.Enqueue);
        }
    }

    /// <summary>Stops before it takes anything.</summary>
    internal sealed class Shy : ReceiveActor
    {
        public Shy(Action made)
        {
            made();
            Context.Stop(Self);
        }
    }

    /// <summary>Waits for the block, on the actor's thread or after an await, and then returns or throws.</summary>
    internal sealed record Slow(ManualResetEventSlim Block, bool Throws, bool Awaits) : INoSerializationVerificationNeeded;
}
