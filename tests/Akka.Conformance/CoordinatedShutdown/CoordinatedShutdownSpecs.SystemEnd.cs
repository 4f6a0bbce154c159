using Akka.Actor;

namespace Akka.Conformance.Shutdown;

/// <summary>The shutdown and the end of its actor system.</summary>
public sealed partial class CoordinatedShutdownSpecs
{
    [Fact]
    public async Task The_last_phase_terminates_the_system()
    {
        var system = Start();
        var shutdown = CoordinatedShutdown.Get(system);
        var alive = false;
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "alive", () =>
        {
            alive = !system.WhenTerminated.IsCompleted;
            return Task.FromResult(Done.Instance);
        });
        await Run(shutdown);

        await system.WhenTerminated.WaitAsync(Patience);
        Assert.True(alive);
    }

    [Fact]
    public async Task Terminating_the_system_runs_the_shutdown_first()
    {
        var system = Start();
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceStop, "note", Note("service-stop"));
        await system.Terminate().WaitAsync(Patience);

        Assert.Equal(["service-stop"], _ran);
        Assert.IsType<CoordinatedShutdown.ActorSystemTerminateReason>(CoordinatedShutdown.Get(system).ShutdownReason);
    }

    [Fact]
    public async Task Terminating_the_system_does_not_run_it_when_told_not_to()
    {
        var system = Start("akka.coordinated-shutdown.run-by-actor-system-terminate = off");
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceStop, "note", Note("service-stop"));
        await system.Terminate().WaitAsync(Patience);

        Assert.Empty(_ran);
    }

    [Fact]
    public async Task The_system_lives_on_when_it_is_not_to_be_terminated()
    {
        var shutdown = StartOwn();
        await Run(shutdown);

        Assert.False(shutdown.System.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task A_reason_can_override_whether_the_system_ends()
    {
        var system = Start($$"""
            akka.coordinated-shutdown.reason-overrides {
              "{{typeof(Tired).FullName}}, {{typeof(Tired).Assembly.GetName().Name}}".terminate-actor-system = off
            }
            """);
        await CoordinatedShutdown.Get(system).Run(Tired.Instance).WaitAsync(Patience);

        Assert.False(system.WhenTerminated.IsCompleted);
        _systems.Clear();
    }

    [Fact]
    public void A_system_has_one_shutdown()
    {
        var system = Start();

        Assert.Same(CoordinatedShutdown.Get(system), CoordinatedShutdown.Get(system));
    }
}
