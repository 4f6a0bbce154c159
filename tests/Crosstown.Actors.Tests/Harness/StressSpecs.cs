namespace Crosstown.Actors.Tests.Harness;

/// <summary>The helper for races, which the specs of docs/design.md §2 use.</summary>
public sealed class StressSpecs
{
    [Fact]
    public async Task When_a_thread_of_a_race_fails_the_others_leave_and_its_failure_is_told()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Stress.RaceAsync(3, (thread, meet) =>
        {
            meet();
            if (thread == 2)
                throw new InvalidOperationException("on purpose");
            meet();
        }).WaitAsync(Stress.Patience / 2));
        Assert.Equal("on purpose", error.Message);
    }
}
