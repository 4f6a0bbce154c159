using System.Globalization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Conformance.Stress;

/// <summary>Stress specs run one after another, so that they have the machine to themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class StressRun
{
    public const string Name = "Stress";
}

/// <summary>A size that takes about a second by default; CROSSTOWN_STRESS_SCALE multiplies it (500 makes 64 × 1,000,000 of the first spec).</summary>
[Collection(StressRun.Name)]
[Trait("Category", "Stress")]
public abstract class StressSpec : IAsyncLifetime
{
    private static readonly double Scale = double.Parse(
        Environment.GetEnvironmentVariable("CROSSTOWN_STRESS_SCALE") ?? "1", CultureInfo.InvariantCulture);

    internal ActorSystem Sys { get; private set; }

    protected virtual string Hocon => "";

    public Task InitializeAsync()
    {
        Sys = NewSystem();
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => Sys.Terminate().WaitAsync(Patience);

    /// <summary>Grows with the scale: a deadline only ends a test that hangs.</summary>
    protected static TimeSpan Patience => TimeSpan.FromSeconds(60 + 2 * Scale);

    protected static int Scaled(int number) => Math.Max(1, (int)(number * Scale));

    protected static T Wait<T>(Task<T> task) => task.WaitAsync(Patience).GetAwaiter().GetResult();

    internal ActorSystem NewSystem() => ActorSystem.Create("stress", ConfigurationFactory.ParseString(Hocon).WithFallback(Spec.QuietConfig));

    internal static void Until(Func<bool> condition, string what)
    {
        var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        var spin = default(SpinWait);
        while (!condition())
        {
            Assert.True(Environment.TickCount64 < deadline, $"Not so within {Patience}: {what}");
            spin.SpinOnce();
        }
    }

    /// <summary>Runs the body on that many threads, which all start at the same time; a failure in any of them fails the test.</summary>
    internal static void Together(int threads, Action<int> body) => Race.Run(threads, body, Patience);

    /// <summary>Notes each numbered message once: handled, or a dead letter.</summary>
    internal sealed class Census(int size)
    {
        private readonly int[] _seen = new int[size];
        private int _count;
        private int _twice;

        public int Count => Volatile.Read(ref _count);

        public int Twice => Volatile.Read(ref _twice);

        public void Note(int number)
        {
            if (Interlocked.Increment(ref _seen[number]) > 1)
                Interlocked.Increment(ref _twice);
            Interlocked.Increment(ref _count);
        }

        /// <summary>Dead letters that carry a number are noted too.</summary>
        public IActorRef CountDeadLetters(ActorSystem system)
        {
            var counter = system.ActorOf(Props.Create(() => new DeadLetterCounter(this)));
            system.EventStream.Subscribe(counter, typeof(DeadLetter));
            return counter;
        }

        private sealed class DeadLetterCounter : ReceiveActor
        {
            public DeadLetterCounter(Census census)
            {
                Receive<DeadLetter>(letter =>
                {
                    if (letter.Message is int number)
                        census.Note(number);
                });
                ReceiveAny(m => Sender.Tell(m));
            }
        }
    }
}
