using Akka.Actor;

namespace Akka.Conformance.Supervision;

public class AllForOneSpecs : Spec
{
    [Fact]
    public void Restart_restarts_all_children_with_the_same_exception_and_only_the_failed_one_loses_a_message()
    {
        var (_, failing, sibling) = Family(Directive.Restart);
        failing.Tell(new Throw(new Boom()));
        ExpectInAnyOrder(
            "failing: PreRestart boom Throw", "failing: PostStop", "failing: constructed 2", "failing: PostRestart boom", "failing: PreStart",
            "sibling: PreRestart boom -", "sibling: PostStop", "sibling: constructed 2", "sibling: PostRestart boom", "sibling: PreStart");
        sibling.Tell("hello");
        failing.Tell("hello");
        ExpectInAnyOrder("sibling: got hello", "failing: got hello");
    }

    [Fact]
    public void Stop_stops_all_children()
    {
        var (parent, failing, sibling) = Family(Directive.Stop);
        failing.Tell(new Throw(new Boom()));
        ExpectInAnyOrder("failing: PostStop", "sibling: PostStop");
        ExpectStopped(failing);
        ExpectStopped(sibling);
        AwaitTrue(() => !On(parent, p => p.Ctx.GetChildren().Any()), "no children left");
    }

    [Fact]
    public void Resume_concerns_only_the_one_that_failed()
    {
        var (_, failing, sibling) = Family(Directive.Resume);
        failing.Tell(new Throw(new Boom()));
        failing.Tell("a");
        Expect("failing: got a");
        sibling.Tell("b");
        Expect("sibling: got b");
        Assert.Equal((1, 3), On(failing, p => (p.Incarnation, p.Count)));
        Assert.Equal(1, On(sibling, p => p.Incarnation));
    }

    [Fact]
    public void A_sibling_s_mail_survives_the_common_restart()
    {
        using var gate = new ManualResetEventSlim();
        using var inside = new ManualResetEventSlim();
        var (_, failing, sibling) = Family(Directive.Restart);
        sibling.Tell(new Run(_ =>
        {
            inside.Set();
            gate.Wait(Patience);
        }));
        sibling.Tell("waiting");
        Await(inside.WaitHandle);
        failing.Tell(new Throw(new Boom()));
        ExpectInAnyOrder(
            "failing: PreRestart boom Throw", "failing: PostStop", "failing: constructed 2", "failing: PostRestart boom", "failing: PreStart");
        gate.Set();
        Expect(
            "sibling: PreRestart boom -", "sibling: PostStop", "sibling: constructed 2", "sibling: PostRestart boom", "sibling: PreStart",
            "sibling: got waiting");
    }

    [Fact]
    public void A_sibling_that_waits_for_its_children_to_stop_handles_nothing_until_it_is_renewed()
    {
        using var stopping = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        var (_, failing, sibling) = Family(Directive.Restart);
        Child(sibling, new Script("grandchild", Sys.DeadLetters)
        {
            OnPostStop = _ =>
            {
                stopping.Set();
                gate.Wait(Patience);
            },
        });
        failing.Tell(new Throw(new Boom()));
        Await(stopping.WaitHandle);
        sibling.Tell("meanwhile");
        ExpectInAnyOrder(
            "failing: PreRestart boom Throw", "failing: PostStop", "failing: constructed 2", "failing: PostRestart boom", "failing: PreStart",
            "sibling: PreRestart boom -", "sibling: PostStop");
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        gate.Set();
        Expect("sibling: constructed 2", "sibling: PostRestart boom", "sibling: PreStart", "sibling: got meanwhile");
    }

    [Fact]
    public void A_common_restart_counts_for_every_child_and_the_end_of_the_retries_stops_all()
    {
        var parent = Start(Script("parent") with { Strategy = new AllForOneStrategy(1, Timeout.Infinite, _ => Directive.Restart) });
        var failing = Child(parent, Script("failing"));
        var sibling = Child(parent, Script("sibling"));
        failing.Tell(new Throw(new Boom()));
        Assert.Equal(2, On(failing, p => p.Incarnation));
        Assert.Equal(2, On(sibling, p => p.Incarnation));
        sibling.Tell(new Throw(new Boom()));
        ExpectStopped(failing);
        ExpectStopped(sibling);
    }

    private (IActorRef Parent, IActorRef Failing, IActorRef Sibling) Family(Directive directive)
    {
        var parent = Start(Script("parent") with { Strategy = new AllForOneStrategy(_ => directive) });
        var failing = Child(parent, Script("failing") with { Hooks = true });
        var sibling = Child(parent, Script("sibling") with { Hooks = true });
        ExpectInAnyOrder("failing: constructed 1", "failing: PreStart", "sibling: constructed 1", "sibling: PreStart");
        return (parent, failing, sibling);
    }
}
