using System.Diagnostics;
using Akka;
using Akka.Actor;
using Akka.Configuration;

namespace Crosstown.Actors.Tests.AkkaFacts;

/// <summary>docs/design.md §6: what the drain and the hosts rely on in Akka.NET's coordinated shutdown.</summary>
public sealed class CoordinatedShutdownFacts
{
    private const string Quiet = "akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }\nakka.coordinated-shutdown.run-by-clr-shutdown-hook = off\n";

    [Fact]
    public async Task The_hook_on_SIGTERM_and_SIGINT_is_on_unless_it_is_switched_off()
    {
        using var system = ActorSystem.Create("facts", "akka { loglevel = OFF, stdout-loglevel = OFF }");

        Assert.True(system.Settings.Config.GetBoolean("akka.coordinated-shutdown.run-by-clr-shutdown-hook"));

        await system.Terminate().WaitAsync(Stress.Patience);
    }

    [Fact]
    public async Task Terminate_runs_the_tasks_of_the_shutdown_and_whoever_runs_it_again_waits_for_the_same_run()
    {
        using var system = ActorSystem.Create("facts", Quiet);
        var ran = 0;
        var goOn = new TaskCompletionSource();
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceRequestsDone, "task", async () =>
        {
            Interlocked.Increment(ref ran);
            await goOn.Task;
            return Done.Instance;
        });

        var terminated = system.Terminate();
        var again = CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClrExitReason.Instance);
        Assert.False(again.IsCompleted);
        goOn.SetResult();
        await Task.WhenAll(terminated, again).WaitAsync(Stress.Patience);

        Assert.Equal(1, ran);
        Assert.True(system.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task Abort_ends_the_system_without_the_tasks_of_the_shutdown()
    {
        using var system = ActorSystem.Create("facts", Quiet);
        var ran = 0;
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceRequestsDone, "task", () => Task.FromResult(Count(ref ran)));

        ((ExtendedActorSystem)system).Abort();
        await system.WhenTerminated.WaitAsync(Stress.Patience);

        Assert.Equal(0, ran);
    }

    [Fact]
    public async Task The_last_phase_waits_its_timeout_for_an_actor_whose_code_does_not_end_and_the_shutdown_is_then_over_without_the_system_having_ended()
    {
        using var system = ActorSystem.Create(
            "facts", ConfigurationFactory.ParseString("akka.coordinated-shutdown.phases.actor-system-terminate.timeout = 700ms").WithFallback(ConfigurationFactory.ParseString(Quiet)));
        using var started = new ManualResetEventSlim();
        using var end = new ManualResetEventSlim();
        system.ActorOf(Props.Create(() => new Stuck(started, end))).Tell("work");
        Assert.True(started.Wait(Stress.Patience));
        var began = Stopwatch.GetTimestamp();

        await CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Stress.Patience);

        Assert.True(Stopwatch.GetElapsedTime(began) > TimeSpan.FromMilliseconds(600));
        Assert.False(system.WhenTerminated.IsCompleted);
        end.Set();
        await system.WhenTerminated.WaitAsync(Stress.Patience);
    }

    private static Done Count(ref int count)
    {
        Interlocked.Increment(ref count);
        return Done.Instance;
    }

    private sealed class Stuck : ReceiveActor
    {
        public Stuck(ManualResetEventSlim started, ManualResetEventSlim end) => ReceiveAny(_ =>
        {
            started.Set();
            end.Wait();
        });
    }
}
