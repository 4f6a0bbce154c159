using Akka.Actor;

namespace Akka.Conformance.Scheduling;

public sealed class CancelableSpecs : SchedulerSpec
{
    [Fact]
    public void Cancelling_is_seen_by_the_cancelable_and_its_token()
    {
        var cancelable = new Cancelable(Scheduler);
        var early = cancelable.Token;
        var calls = 0;
        using var registration = early.Register(() => calls++);
        Assert.False(cancelable.IsCancellationRequested);
        Assert.False(early.IsCancellationRequested);

        cancelable.Cancel();
        cancelable.Cancel();

        Assert.True(cancelable.IsCancellationRequested);
        Assert.True(early.IsCancellationRequested);
        Assert.True(cancelable.Token.IsCancellationRequested);
        Assert.Equal(1, calls);
    }

    [Fact]
    public void The_token_of_a_cancelled_one_is_cancelled()
    {
        var cancelable = new Cancelable(Scheduler);
        cancelable.Cancel();

        Assert.True(cancelable.Token.IsCancellationRequested);
    }

    [Fact]
    public void Exceptions_of_callbacks_reach_the_caller()
    {
        var cancelable = new Cancelable(Scheduler);
        using var first = cancelable.Token.Register(() => throw new InvalidOperationException("one"));
        using var second = cancelable.Token.Register(() => throw new InvalidOperationException("two"));

        Assert.Equal(2, Assert.Throws<AggregateException>(() => cancelable.Cancel(false)).InnerExceptions.Count);

        var other = new Cancelable(Scheduler);
        using var third = other.Token.Register(() => throw new InvalidOperationException("three"));
        Assert.Throws<InvalidOperationException>(() => other.Cancel(true));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void It_can_be_cancelled_after_a_delay(int form)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Cancelable cancelable;
        switch (form)
        {
            case 0:
                cancelable = new Cancelable(Scheduler, Ms(50));
                break;
            case 1:
                cancelable = new Cancelable(Scheduler, 50);
                break;
            default:
                cancelable = new Cancelable(Scheduler);
                cancelable.CancelAfter(50);
                break;
        }

        using var cancelled = new ManualResetEventSlim();
        var at = TimeSpan.Zero;
        using var registration = cancelable.Token.Register(() =>
        {
            at = watch.Elapsed;
            cancelled.Set();
        });
        Assert.True(cancelled.Wait(Patience));
        Assert.True(at >= Ms(50), $"cancelled after {at}");
        Assert.True(cancelable.IsCancellationRequested);
    }

    [Fact]
    public void A_negative_delay_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cancelable(Scheduler).CancelAfter(Ms(-1)));

    [Fact]
    public void A_created_cancelled_one_is_cancelled()
    {
        var cancelable = Cancelable.CreateCanceled();

        Assert.True(cancelable.IsCancellationRequested);
        Assert.True(cancelable.Token.IsCancellationRequested);
    }

    [Fact]
    public void A_linked_one_is_cancelled_with_any_it_is_linked_to()
    {
        var (first, second) = (new Cancelable(Scheduler), new Cancelable(Scheduler));
        var linked = Cancelable.CreateLinkedCancelable(Scheduler, first, second);
        Assert.False(linked.IsCancellationRequested);

        second.Cancel();
        Assert.True(linked.IsCancellationRequested);
        Assert.True(linked.Token.IsCancellationRequested);
        Assert.False(first.IsCancellationRequested);
    }

    [Fact]
    public void A_linked_one_can_be_cancelled_by_itself()
    {
        using var source = new CancellationTokenSource();
        var other = new Cancelable(Scheduler);
        var (byToken, byCancelable) = (Cancelable.CreateLinkedCancelable(Scheduler, source.Token), Cancelable.CreateLinkedCancelable(Actions, other));

        byCancelable.Cancel();
        source.Cancel();
        Assert.True(byToken.IsCancellationRequested);
        Assert.False(other.IsCancellationRequested);
    }

    [Fact]
    public void A_linked_one_is_cancelled_at_once_when_one_already_was() =>
        Assert.True(Cancelable.CreateLinkedCancelable(Scheduler, new Cancelable(Scheduler), Cancelable.CreateCanceled()).IsCancellationRequested);

    [Fact]
    public void A_disposed_one_says_so()
    {
        var cancelable = new Cancelable(Scheduler);
        Assert.False(cancelable.IsDisposed);
        cancelable.Dispose();
        cancelable.Dispose();

        Assert.True(cancelable.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => cancelable.Cancel());
    }

    [Fact]
    public void Null_need_not_be_cancelled()
    {
        ((ICancelable)null).CancelIfNotNull();
        var cancelable = new Cancelable(Scheduler);
        cancelable.CancelIfNotNull();

        Assert.True(cancelable.IsCancellationRequested);
    }
}
