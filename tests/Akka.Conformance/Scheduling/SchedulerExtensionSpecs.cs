using Akka.Actor;

namespace Akka.Conformance.Scheduling;

public sealed class SchedulerExtensionSpecs : SchedulerSpec
{
    [Fact]
    public void Delays_can_be_given_in_milliseconds()
    {
        var sink = new Sink();
        using var cancelable = new Cancelable(Scheduler);
        Scheduler.ScheduleTellOnce(30, sink, "once", ActorRefs.NoSender);
        var told = sink.Next();
        Assert.Equal("once", told.Message);
        Assert.True(told.At >= Ms(30));

        Scheduler.ScheduleTellRepeatedly(0, 10, sink, "again", ActorRefs.NoSender, cancelable);
        Assert.Equal("again", sink.Next().Message);
        Assert.Equal("again", sink.Next().Message);
        cancelable.Cancel();
    }

    [Fact]
    public void Actions_can_be_given_in_milliseconds()
    {
        using var once = new ManualResetEventSlim();
        using var repeated = new CountdownEvent(2);
        using var cancelable = new Cancelable(Scheduler);
        Actions.ScheduleOnce(5, once.Set);
        Actions.ScheduleRepeatedly(0, 10, () =>
        {
            if (!repeated.IsSet)
                repeated.Signal();
        }, cancelable);

        Assert.True(once.Wait(Patience));
        Assert.True(repeated.Wait(Patience));
        cancelable.Cancel();
    }

    [Fact]
    public void Each_cancelable_form_returns_what_ends_it()
    {
        var sink = new Sink();
        var calls = 0;
        ICancelable[] all =
        [
            Scheduler.ScheduleTellOnceCancelable(80, sink, 1, ActorRefs.NoSender),
            Scheduler.ScheduleTellOnceCancelable(Ms(80), sink, 1, ActorRefs.NoSender),
            Scheduler.ScheduleTellRepeatedlyCancelable(80, 10, sink, 1, ActorRefs.NoSender),
            Scheduler.ScheduleTellRepeatedlyCancelable(Ms(80), Ms(10), sink, 1, ActorRefs.NoSender),
            Actions.ScheduleOnceCancelable(80, () => calls++),
            Actions.ScheduleOnceCancelable(Ms(80), () => calls++),
            Actions.ScheduleRepeatedlyCancelable(80, 10, () => calls++),
            Actions.ScheduleRepeatedlyCancelable(Ms(80), Ms(10), () => calls++),
        ];
        foreach (var cancelable in all)
            cancelable.Cancel();

        PassBy(150);
        Assert.Equal((0, 0), (sink.Count, calls));
        Assert.All(all, cancelable => Assert.True(cancelable.IsCancellationRequested));
    }
}
