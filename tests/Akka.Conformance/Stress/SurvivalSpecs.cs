using Akka.Actor;
using Akka.Event;

namespace Akka.Conformance.Stress;

public class SurvivalSpecs : StressSpec
{
    protected override string Hocon => """
        pinned { type = PinnedDispatcher }
        forked { type = ForkJoinDispatcher, dedicated-thread-pool { thread-count = 2 } }
        """;

    [Fact]
    public async Task A_system_terminates_at_whatever_moment_and_under_whatever_load()
    {
        for (var round = 0; round < Scaled(60); round++)
        {
            var system = NewSystem();
            var stop = false;
            var producing = Race.Start(2, i =>
            {
                var random = new Random(i);
                while (!Volatile.Read(ref stop))
                {
                    try
                    {
                        var actor = system.ActorOf(Props.Create(() => new Busy()));
                        for (var n = 0; n < 10; n++)
                            actor.Tell(random.Next(6), ActorRefs.NoSender);
                    }
                    catch (InvalidOperationException)
                    {
                        // The system is going down: no new actors.
                        return;
                    }
                }
            }, Patience);
            for (var spin = 0; spin < round % 20 * 50; spin++)
                Thread.SpinWait(50);
            var ends = new[] { system.Terminate(), system.Terminate() };
            foreach (var end in ends)
                await end.WaitAsync(Patience);
            Volatile.Write(ref stop, true);
            producing.Join();
            Assert.True(system.WhenTerminated.IsCompletedSuccessfully);
        }
    }

    [Fact]
    public async Task A_system_may_be_terminated_the_moment_it_was_created()
    {
        for (var round = 0; round < Scaled(50); round++)
        {
            var system = NewSystem();
            system.ActorOf(Props.Create(() => new Busy())).Tell(1, ActorRefs.NoSender);
            await system.Terminate().WaitAsync(Patience);
        }
    }

    [Fact]
    public void Blocked_threads_of_the_default_dispatcher_do_not_stop_actors_with_their_own()
    {
        using var release = new ManualResetEventSlim();
        var blocked = 4 * Environment.ProcessorCount + 8;
        using var unblocked = new CountdownEvent(blocked);
        for (var i = 0; i < blocked; i++)
            Sys.ActorOf(Props.Create(() => new Blocking(release, unblocked))).Tell("block", ActorRefs.NoSender);
        using var done = new CountdownEvent(200);
        foreach (var dispatcher in new[] { "pinned", "forked" })
        {
            var actor = Sys.ActorOf(Props.Create(() => new Counting(done)).WithDispatcher(dispatcher));
            for (var i = 0; i < 100; i++)
                actor.Tell(i, ActorRefs.NoSender);
        }
        Assert.True(done.Wait(Patience));
        release.Set();
        Assert.True(unblocked.Wait(Patience));
    }

    [Fact]
    public async Task Children_that_throw_in_every_hook_bring_nothing_down()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Hopeful()));
        for (var i = 0; i < Scaled(200); i++)
            parent.Tell(i, ActorRefs.NoSender);
        Assert.Equal("alive", await parent.Ask<string>("how are you?", Patience));
        Assert.True(await parent.GracefulStop(Patience));
    }

    private sealed class Blocking : ReceiveActor
    {
        public Blocking(ManualResetEventSlim release, CountdownEvent unblocked) => ReceiveAny(_ =>
        {
            release.Wait(Patience);
            unblocked.Signal();
        });
    }

    private sealed class Counting : ReceiveActor
    {
        public Counting(CountdownEvent done) => ReceiveAny(_ => done.Signal());
    }

    /// <summary>Spawns, fails, stops, kills, awaits: whatever a system may have on its hands when it is told to end.</summary>
    private sealed class Busy : ReceiveActor
    {
        public Busy()
        {
            Receive<int>(n => n == 0, _ => Context.ActorOf(Props.Create(() => new Busy())).Tell(1));
            Receive<int>(n => n == 1, _ => throw new Boom());
            Receive<int>(n => n == 2, _ => Context.Stop(Self));
            ReceiveAsync<int>(n => n == 3, async _ => await Task.Yield());
            Receive<int>(n => n == 4, _ => Context.Watch(Context.ActorOf(Props.Create(() => new Busy()))));
            Receive<Terminated>(_ => { });
            ReceiveAny(_ => { });
        }
    }

    private sealed class Hopeful : ReceiveActor
    {
        public Hopeful()
        {
            Receive<int>(n =>
            {
                var child = Context.ActorOf(Props.Create(() => new Treacherous((Hook)(n % 5))));
                Context.Watch(child);
                child.Tell("fail");
                child.Tell("hello");
                if (n % 3 == 0)
                    Context.Stop(child);
            });
            Receive<Terminated>(_ => { });
            ReceiveAny(_ => Sender.Tell("alive"));
        }
    }

    internal enum Hook
    {
        Constructor,
        PreStart,
        PostStop,
        PreRestart,
        PostRestart,
    }

    private sealed class Treacherous : ReceiveActor
    {
        private readonly Hook _hook;

        public Treacherous(Hook hook)
        {
            _hook = hook;
            FailIn(Hook.Constructor);
            Receive<string>(m => m == "fail", _ => throw new Boom());
            ReceiveAny(_ => { });
        }

        protected override void PreStart() => FailIn(Hook.PreStart);

        protected override void PostStop() => FailIn(Hook.PostStop);

        protected override void PreRestart(Exception reason, object message)
        {
            FailIn(Hook.PreRestart);
            base.PreRestart(reason, message);
        }

        protected override void PostRestart(Exception reason)
        {
            FailIn(Hook.PostRestart);
            base.PostRestart(reason);
        }

        private void FailIn(Hook hook)
        {
            if (hook == _hook)
                throw new Bang(hook.ToString());
        }
    }
}

public class ThrowingLoggerSpecs : StressSpec
{
    protected override string Hocon => $"""
        akka.loggers = ["{typeof(ThrowingLogger).AssemblyQualifiedName}"]
        akka.loglevel = DEBUG
        """;

    [Fact]
    public async Task A_logger_that_throws_harms_nobody()
    {
        var thrown = ThrowingLogger.Thrown;
        var actor = Sys.ActorOf(Props.Create(() => new Talkative()));
        for (var i = 0; i < Scaled(500); i++)
            actor.Tell(i, ActorRefs.NoSender);
        Assert.Equal("alive", await actor.Ask<string>("how are you?", Patience));
        Sys.Log.Error(new Boom(), "from outside");
        Until(() => ThrowingLogger.Thrown > thrown, "the logger was given something to throw at");
        Assert.Equal("alive", await actor.Ask<string>("how are you now?", Patience));
    }

    public sealed class ThrowingLogger : ReceiveActor
    {
        private static int _thrown;

        public ThrowingLogger()
        {
            Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
            Receive<LogEvent>(_ =>
            {
                Interlocked.Increment(ref _thrown);
                throw new Boom("in the logger");
            });
        }

        public static int Thrown => Volatile.Read(ref _thrown);
    }

    private sealed class Talkative : ReceiveActor
    {
        public Talkative()
        {
            Receive<int>(n =>
            {
                Context.GetLogger().Info("number {0}", n);
                if (n % 50 == 0)
                    throw new Bang();
            });
            ReceiveAny(_ => Sender.Tell("alive"));
        }
    }
}
