using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Conformance.Events;

/// <summary>One actor system per test, without TestKit: what is under test here is what a kit is built on.</summary>
public abstract class EventSpec : IAsyncLifetime
{
    /// <summary>Only a failing test ever waits this long.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>No logger, nothing on the standard output; dead letters are logged as by default.</summary>
    protected const string Silent = "akka { loggers = []\n loglevel = DEBUG\n stdout-loglevel = OFF }";

    private readonly List<ActorSystem> _others = [];

    protected EventSpec(string hocon = "") => Sys = ActorSystem.Create("events", ConfigurationFactory.ParseString(hocon).SafeWithFallback(Silent));

    protected ActorSystem Sys { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var system in _others.Append(Sys))
            await system.Terminate().WaitAsync(Patience);
    }

    protected ActorSystem Start(string hocon)
    {
        var system = ActorSystem.Create("other", ConfigurationFactory.ParseString(hocon).WithFallback(Silent));
        _others.Add(system);
        return system;
    }

    protected (IActorRef Ref, Box Box) Listen(ActorSystem system = null)
    {
        var box = new Box();
        return ((system ?? Sys).ActorOf(Props.Create(() => new Listener(box))), box);
    }

    /// <summary>A listener that hears every log event of a level, with the guarantee that it has heard all before.</summary>
    protected Box ListenTo<T>(ActorSystem system = null)
    {
        var (listener, box) = Listen(system);
        (system ?? Sys).EventStream.Subscribe(listener, typeof(T));
        return box;
    }

    protected static void WaitUntil(Func<bool> condition)
    {
        var end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        var pause = new ManualResetEventSlim();
        while (!condition())
        {
            Assert.True(Environment.TickCount64 < end, "It never became so.");
            pause.Wait(5);
        }
    }

    /// <summary>What an actor received, in order.</summary>
    protected sealed class Box
    {
        private readonly Queue<object> _messages = new();

        public void Add(object message)
        {
            lock (_messages)
            {
                _messages.Enqueue(message);
                Monitor.Pulse(_messages);
            }
        }

        public object Next()
        {
            lock (_messages)
            {
                while (_messages.Count == 0)
                    Assert.True(Monitor.Wait(_messages, Patience), "Nothing came.");
                return _messages.Dequeue();
            }
        }

        public T Next<T>() => Assert.IsType<T>(Next());

        /// <summary>The next of that kind whose text contains the words; all before it are dropped.</summary>
        public LogEvent NextLog(string words)
        {
            while (true)
            {
                if (Next() is LogEvent log && log.Message.ToString().Contains(words, StringComparison.Ordinal))
                    return log;
            }
        }

        public bool IsEmpty
        {
            get
            {
                lock (_messages)
                    return _messages.Count == 0;
            }
        }
    }

    private sealed class Listener(Box box) : UntypedActor
    {
        protected override void OnReceive(object message) => box.Add(message);
    }
}
