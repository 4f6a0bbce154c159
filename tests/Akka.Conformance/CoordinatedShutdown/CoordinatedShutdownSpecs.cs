using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Conformance.Shutdown;

public sealed partial class CoordinatedShutdownSpecs : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const string Silent = "akka { loggers = []\n loglevel = DEBUG\n stdout-loglevel = OFF }";

    /// <summary>Phases of the specs' own: a, then b and c, then d; none ends the system.</summary>
    private const string Own = """
        akka.coordinated-shutdown {
          terminate-actor-system = off
          run-by-actor-system-terminate = off
          default-phase-timeout = 20s
          phases {
            d { depends-on = [b, c] }
            c { depends-on = [a], timeout = 7s }
            b { depends-on = [a] }
            a { }
          }
        }
        """;

    private readonly List<ActorSystem> _systems = [];
    private readonly ConcurrentQueue<string> _ran = new();

    private sealed class Tired : CoordinatedShutdown.Reason
    {
        public static readonly Tired Instance = new();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var system in _systems)
            await system.Terminate().WaitAsync(Patience);
    }

    private ActorSystem Start(string hocon = "")
    {
        var system = ActorSystem.Create("ending", ConfigurationFactory.ParseString(hocon).SafeWithFallback(Silent));
        _systems.Add(system);
        return system;
    }

    private CoordinatedShutdown StartOwn(string hocon = "") => CoordinatedShutdown.Get(Start($"{Own}\n{hocon}"));

    private Func<Task<Done>> Note(string name) => () =>
    {
        _ran.Enqueue(name);
        return Task.FromResult(Done.Instance);
    };

    private static Task<Done> Run(CoordinatedShutdown shutdown, string from = null) =>
        shutdown.Run(CoordinatedShutdown.UnknownReason.Instance, from).WaitAsync(Patience);

    [Fact]
    public async Task Phases_run_in_the_order_of_what_they_depend_on()
    {
        var shutdown = StartOwn();
        foreach (var phase in new[] { "d", "c", "b", "a" })
            shutdown.AddTask(phase, phase, Note(phase));
        await Run(shutdown);

        var ran = string.Concat(_ran);
        Assert.True(ran is "abcd" or "acbd", ran);
    }

    [Fact]
    public async Task A_phase_begins_when_all_tasks_of_those_before_it_have_ended()
    {
        var shutdown = StartOwn();
        var slow = new TaskCompletionSource<Done>(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        shutdown.AddTask("a", "quick", Note("quick"));
        shutdown.AddTask("a", "slow", async () =>
        {
            begun.SetResult();
            await slow.Task;
            _ran.Enqueue("slow");
            return Done.Instance;
        });
        shutdown.AddTask("b", "next", Note("next"));
        var run = Run(shutdown);
        await begun.Task.WaitAsync(Patience);
        Assert.DoesNotContain("next", _ran);
        slow.SetResult(Done.Instance);
        await run;

        Assert.Equal(["slow", "next"], _ran.Where(name => name != "quick"));
    }

    [Fact]
    public async Task The_tasks_of_a_phase_run_at_the_same_time()
    {
        var shutdown = StartOwn("akka.coordinated-shutdown.phases.a.timeout = 10 minutes");
        var (left, right) = (new TaskCompletionSource<Done>(), new TaskCompletionSource<Done>());
        shutdown.AddTask("a", "left", () =>
        {
            left.TrySetResult(Done.Instance);
            return right.Task;
        });
        shutdown.AddTask("a", "right", () =>
        {
            right.TrySetResult(Done.Instance);
            return left.Task;
        });

        await Run(shutdown);
    }

    [Fact]
    public async Task It_runs_once_and_every_call_gets_the_same_end()
    {
        var shutdown = StartOwn();
        var count = 0;
        shutdown.AddTask("a", "count", () =>
        {
            Interlocked.Increment(ref count);
            return Task.FromResult(Done.Instance);
        });
        Assert.Null(shutdown.ShutdownReason);
        var runs = new Task<Done>[6];
        Race.Run(runs.Length, i => runs[i] = shutdown.Run(Tired.Instance));
        await Task.WhenAll(runs).WaitAsync(Patience);
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience);

        Assert.Equal(1, count);
        Assert.Same(Tired.Instance, shutdown.ShutdownReason);
    }

    [Fact]
    public async Task It_can_begin_at_a_later_phase()
    {
        var shutdown = StartOwn("akka.coordinated-shutdown.phases.c.depends-on = [b]");
        foreach (var phase in new[] { "a", "b", "c", "d" })
            shutdown.AddTask(phase, phase, Note(phase));
        await Run(shutdown, "c");

        Assert.Equal(["c", "d"], _ran);
    }

    [Fact]
    public async Task A_task_that_fails_does_not_stop_the_others()
    {
        var shutdown = StartOwn();
        shutdown.AddTask("a", "fails at once", () => throw new InvalidOperationException("at once"));
        shutdown.AddTask("a", "fails later", () => Task.FromException<Done>(new InvalidOperationException("later")));
        shutdown.AddTask("a", "runs", Note("a"));
        shutdown.AddTask("d", "runs", Note("d"));
        await Run(shutdown);

        Assert.Equal(["a", "d"], _ran);
    }

    [Fact]
    public async Task Without_recover_a_failure_ends_the_shutdown_there()
    {
        var shutdown = StartOwn("akka.coordinated-shutdown.phases.b { depends-on = [a, c]\n recover = off }");
        shutdown.AddTask("a", "runs", Note("a"));
        shutdown.AddTask("b", "fails", () => Task.FromException<Done>(new InvalidOperationException("on purpose")));
        shutdown.AddTask("d", "never", Note("d"));
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Run(shutdown));

        Assert.Contains("on purpose", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(["a"], _ran);
    }

    [Fact]
    public async Task A_phase_that_takes_too_long_is_left_behind()
    {
        var shutdown = StartOwn("akka.coordinated-shutdown.phases.b.timeout = 100ms");
        shutdown.AddTask("b", "hangs", () => new TaskCompletionSource<Done>().Task);
        shutdown.AddTask("d", "runs", Note("d"));
        await Run(shutdown);

        Assert.Equal(["d"], _ran);
    }

    [Fact]
    public async Task Without_recover_a_phase_that_takes_too_long_ends_the_shutdown()
    {
        var shutdown = StartOwn("akka.coordinated-shutdown.phases.b { timeout = 100ms\n recover = off }");
        shutdown.AddTask("b", "hangs", () => new TaskCompletionSource<Done>().Task);
        shutdown.AddTask("d", "never", Note("d"));
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => shutdown.Run(Tired.Instance).WaitAsync(Patience));

        Assert.Contains("timed out", failure.ToString(), StringComparison.Ordinal);
        Assert.Contains("[b]", failure.ToString(), StringComparison.Ordinal);
        Assert.Empty(_ran);
    }

    [Fact]
    public async Task A_task_added_while_it_runs_runs_if_its_phase_is_still_to_come()
    {
        var shutdown = StartOwn();
        shutdown.AddTask("b", "adds", () =>
        {
            shutdown.AddTask("a", "too late", Note("too late"));
            shutdown.AddTask("d", "in time", Note("in time"));
            return Task.FromResult(Done.Instance);
        });
        await Run(shutdown);

        Assert.Equal(["in time"], _ran);
    }

    [Fact]
    public void Unknown_phases_and_empty_names_are_refused()
    {
        var shutdown = StartOwn();

        Assert.ThrowsAny<ArgumentException>(() => shutdown.AddTask("nowhere", "task", Note("n")));
        Assert.ThrowsAny<ArgumentException>(() => shutdown.AddTask("", "task", Note("n")));
        Assert.ThrowsAny<ArgumentException>(() => shutdown.AddTask("a", "", Note("n")));
        Assert.ThrowsAny<ArgumentException>(() => shutdown.Timeout("nowhere"));
    }

    [Fact]
    public void Phases_that_depend_on_each_other_in_a_circle_are_an_error() => Assert.ThrowsAny<Exception>(() =>
        StartOwn("akka.coordinated-shutdown.phases.a.depends-on = [d]"));

    [Fact]
    public void Timeouts_are_the_phases_own_or_the_default_and_sum_up_over_those_with_tasks()
    {
        var shutdown = StartOwn();
        Assert.Equal(TimeSpan.FromSeconds(20), shutdown.Timeout("a"));
        Assert.Equal(TimeSpan.FromSeconds(7), shutdown.Timeout("c"));

        var before = shutdown.TotalTimeout;
        shutdown.AddTask("a", "one", Note("a"));
        shutdown.AddTask("a", "two", Note("a"));
        shutdown.AddTask("c", "one", Note("c"));
        Assert.Equal(TimeSpan.FromSeconds(27), shutdown.TotalTimeout - before);
    }
}
