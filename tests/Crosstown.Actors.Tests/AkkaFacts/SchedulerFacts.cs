using Akka.Actor;

namespace Crosstown.Actors.Tests.AkkaFacts;

/// <summary>docs/design.md §6: Akka's own timer.</summary>
public sealed class SchedulerFacts
{
    private static readonly AsyncLocal<string?> Ambient = new();

    /// <summary>So it is first used at start-up, with the flow suppressed: else a request's ExecutionContext would be every later timer's.</summary>
    [Fact]
    public async Task The_scheduler_keeps_the_ExecutionContext_of_whoever_used_it_first()
    {
        await using var facts = new FactSystem();
        Assert.Equal("first", await SeenByATimerAsync(facts.System, "first"));
        Assert.Equal("first", await SeenByATimerAsync(facts.System, "second"));
    }

    private static async Task<string?> SeenByATimerAsync(ActorSystem system, string ambient)
    {
        Ambient.Value = ambient;
        var seen = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        system.Scheduler.Advanced.ScheduleOnce(TimeSpan.Zero, () => seen.SetResult(Ambient.Value));
        return await seen.Task.WaitAsync(Stress.Patience);
    }
}
