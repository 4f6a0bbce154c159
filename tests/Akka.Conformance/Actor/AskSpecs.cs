using Akka.Actor;
using Akka.Event;

namespace Akka.Conformance.Actor;

public class AskSpecs : Spec
{
    [Fact]
    public async Task The_answer_completes_the_task()
    {
        var actor = Sys.ActorOf<Answering>();
        Assert.Equal("echo x", await actor.Ask<string>("x", Patience));
        Assert.Equal("echo y", await actor.Ask("y", Patience));
        Assert.Equal("echo z", await actor.Ask<object>("z"));
        Assert.Equal("echo w", await actor.Ask<string>("w", CancellationToken.None));
        Assert.Equal("echo v", await actor.Ask<string>("v", Patience, CancellationToken.None));
    }

    [Fact]
    public async Task Many_questions_at_once_each_get_their_own_answer()
    {
        var actor = Sys.ActorOf<Answering>();
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => actor.Ask<string>($"{i}", Patience)));
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"echo {i}"), answers);
    }

    [Fact]
    public async Task The_message_may_be_built_from_the_ref_that_takes_the_answer()
    {
        var actor = Sys.ActorOf<ReplyTo>();
        Assert.Equal("by ref", await actor.Ask<string>(me => me, Patience, CancellationToken.None));
    }

    [Fact]
    public void A_message_that_cannot_be_built_fails_the_call_and_leaves_no_ref_behind()
    {
        var actor = Start(Script("a"));
        ActorPath path = null;
        var boom = new Boom();
        Func<IActorRef, object> fail = me =>
        {
            path = me.Path;
            throw boom;
        };
        Assert.Same(boom, Assert.Throws<Boom>(() => { _ = actor.Ask<string>(fail, Patience, CancellationToken.None); }));
        var left = ((ExtendedActorSystem)Sys).Provider.ResolveActorRef(path);
        if (RuntimeFacts.ForgetsAsksThatWereNeverTold)
            Assert.IsNotType<FutureActorRef<string>>(left);
        ExpectNothingBut(actor);
    }

    [Fact]
    public async Task Without_an_answer_in_time_the_task_fails_with_AskTimeoutException()
    {
        var silent = Start(Script("silent"));
        await Assert.ThrowsAsync<AskTimeoutException>(() => silent.Ask<string>("x", TimeSpan.FromMilliseconds(50)));
        await Assert.ThrowsAsync<AskTimeoutException>(() => silent.Ask("x", TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public async Task Asking_nobody_or_a_dead_actor_times_out()
    {
        var actor = Start(Script("a"));
        Sys.Stop(actor);
        ExpectStopped(actor);
        await Assert.ThrowsAsync<AskTimeoutException>(() => actor.Ask<string>("x", TimeSpan.FromMilliseconds(50)));
        await Assert.ThrowsAsync<AskTimeoutException>(() =>
            Sys.ActorSelection("/user/none").Ask<string>("x", TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public async Task A_cancelled_token_cancels_the_task()
    {
        using var cancel = new CancellationTokenSource();
        var silent = Start(Script("silent"));
        var asking = silent.Ask<string>("x", Patience, cancel.Token);
        Expect("silent: got x");
        Assert.False(asking.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_Status_Failure_fails_the_task_with_its_cause()
    {
        var actor = Sys.ActorOf<Answering>();
        var boom = new Boom();
        Assert.Same(boom, await Assert.ThrowsAsync<Boom>(() => actor.Ask<string>(boom, Patience)));
    }

    [Fact]
    public async Task A_Status_Success_is_an_answer_like_any_other()
    {
        var actor = Sys.ActorOf<Answering>();
        Assert.Equal("fine", (await actor.Ask<Status.Success>(1, Patience)).Status);
    }

    [Fact]
    public async Task An_answer_of_the_wrong_type_fails_the_task()
    {
        var actor = Sys.ActorOf<Answering>();
        var failure = await Record.ExceptionAsync(() => actor.Ask<int>("x", Patience).WaitAsync(Patience));
        Assert.NotNull(failure);
        Assert.IsNotType<TimeoutException>(failure);
        Assert.IsNotType<AskTimeoutException>(failure);
    }

    [Fact]
    public async Task An_answer_of_a_derived_type_fits()
    {
        var actor = Sys.ActorOf<Answering>();
        Assert.Equal("echo x", await actor.Ask<IComparable>("x", Patience));
    }

    [Fact]
    public async Task Only_the_first_answer_counts_and_later_ones_are_dead_letters()
    {
        var dead = Subscribed<DeadLetter>();
        var actor = Sys.ActorOf<Twice>();
        Assert.Equal("first", await actor.Ask<string>("x", Patience));
        Assert.Equal("second", dead.ExpectMsg<DeadLetter>().Message);
    }

    [Fact]
    public async Task An_answer_after_the_timeout_is_a_dead_letter()
    {
        var dead = Subscribed<DeadLetter>();
        var probe = CreateTestProbe();
        await Assert.ThrowsAsync<AskTimeoutException>(() => probe.Ref.Ask<string>("x", TimeSpan.FromMilliseconds(50)));
        probe.ExpectMsg("x");
        probe.Reply("late");
        Assert.Equal("late", dead.ExpectMsg<DeadLetter>().Message);
    }

    [Fact]
    public async Task The_asker_s_ref_lives_under_temp()
    {
        var probe = CreateTestProbe();
        var asking = probe.Ref.Ask<string>("x", Patience);
        probe.ExpectMsg("x");
        Assert.Equal("temp", probe.Sender.Path.Parent.Name);
        probe.Reply("y");
        Assert.Equal("y", await asking);
    }

    [Fact]
    public async Task An_actor_that_fails_gives_no_answer_by_itself()
    {
        var actor = Start(Script("a"));
        await Assert.ThrowsAsync<AskTimeoutException>(() => actor.Ask<string>(new Throw(new Boom()), TimeSpan.FromMilliseconds(100)));
    }

    [Fact]
    public async Task The_configured_ask_timeout_holds_where_none_is_given()
    {
        var system = ActorSystem.Create("asks", Akka.Configuration.ConfigurationFactory
            .ParseString("akka.actor.ask-timeout = 50ms").WithFallback(QuietConfig));
        var silent = system.ActorOf(Puppet.Props(Script("silent")));
        await Assert.ThrowsAsync<AskTimeoutException>(() => silent.Ask<string>("x").WaitAsync(Patience));
        await system.Terminate();
    }

    private sealed class Answering : ReceiveActor
    {
        public Answering()
        {
            Receive<string>(m => Sender.Tell("echo " + m));
            Receive<Exception>(e => Sender.Tell(new Status.Failure(e)));
            ReceiveAny(_ => Sender.Tell(new Status.Success("fine")));
        }
    }

    private sealed class ReplyTo : ReceiveActor
    {
        public ReplyTo() => Receive<IActorRef>(to => to.Tell("by ref"));
    }

    private sealed class Twice : ReceiveActor
    {
        public Twice() => ReceiveAny(_ =>
        {
            Sender.Tell("first");
            Sender.Tell("second");
        });
    }

    [Fact]
    public async Task An_ask_that_waits_when_the_system_ends_ends_too()
    {
        var system = ActorSystem.Create("ending", QuietConfig);
        var actor = system.ActorOf(Props.Create(() => new Deaf()));
        var waiting = actor.Ask<string>("x", TimeSpan.FromSeconds(1));
        await system.Terminate().WaitAsync(Patience);
        await Assert.ThrowsAsync<AskTimeoutException>(() => waiting.WaitAsync(Patience));
        await Assert.ThrowsAsync<AskTimeoutException>(() => actor.Ask<string>("y", TimeSpan.FromSeconds(1)).WaitAsync(Patience));
    }

    private sealed class Deaf : ReceiveActor
    {
        public Deaf() => ReceiveAny(static _ => { });
    }
}
