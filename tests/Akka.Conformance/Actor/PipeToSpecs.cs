using Akka.Actor;

namespace Akka.Conformance.Actor;

public class PipeToSpecs : Spec
{
    [Fact]
    public void The_result_is_told_to_the_recipient()
    {
        Task.FromResult("done").PipeTo(TestActor);
        ExpectMsg("done");
        var later = new TaskCompletionSource<string>();
        later.Task.PipeTo(TestActor);
        Assert.False(HasMessages);
        later.SetResult("later");
        ExpectMsg("later");
    }

    [Fact]
    public void The_sender_may_be_given()
    {
        var probe = CreateTestProbe();
        Task.FromResult("done").PipeTo(TestActor, sender: probe.Ref);
        ExpectMsgFrom(probe.Ref, "done");
    }

    [Fact]
    public void A_failure_is_told_as_Status_Failure()
    {
        var boom = new Boom();
        Task.FromException<string>(boom).PipeTo(TestActor);
        Assert.Same(boom, ExpectMsg<Status.Failure>().Cause.GetBaseException());
        Later(boom).PipeTo(TestActor);
        Assert.Same(boom, ExpectMsg<Status.Failure>().Cause.GetBaseException());
    }

    [Fact]
    public void A_cancellation_is_told_as_a_failure()
    {
        Task.FromCanceled<string>(new CancellationToken(true)).PipeTo(TestActor);
        Assert.IsAssignableFrom<OperationCanceledException>(ExpectMsg<Status.Failure>().Cause.GetBaseException());
    }

    [Fact]
    public void Success_and_failure_may_be_turned_into_messages_of_the_user_s_own()
    {
        Task.FromResult(21).PipeTo(TestActor, success: n => n * 2, failure: e => e.Message);
        ExpectMsg(42);
        Task.FromException<int>(new Boom("no")).PipeTo(TestActor, success: n => n * 2, failure: e => e.GetBaseException().Message);
        ExpectMsg("no");
        Task.CompletedTask.PipeTo(TestActor, success: () => "finished");
        ExpectMsg("finished");
        Task.FromException(new Boom("never")).PipeTo(TestActor, failure: e => e.GetBaseException().Message);
        ExpectMsg("never");
    }

    [Fact]
    public void A_value_task_is_piped_too()
    {
        new ValueTask<string>("value").PipeTo(TestActor);
        ExpectMsg("value");
        new ValueTask(Task.FromException(new Boom())).PipeTo(TestActor);
        Assert.IsType<Boom>(ExpectMsg<Status.Failure>().Cause.GetBaseException());
    }

    [Fact]
    public void A_task_piped_to_itself_comes_back_as_a_message_with_the_named_sender()
    {
        var probe = CreateTestProbe();
        var actor = Sys.ActorOf(Props.Create(() => new SelfPiping()));
        actor.Tell("x", probe.Ref);
        probe.ExpectMsgFrom(actor, "got x!");
    }

    private static async Task<string> Later(Exception failure)
    {
        await Task.Yield();
        throw failure;
    }

    private sealed class SelfPiping : ReceiveActor
    {
        public SelfPiping()
        {
            Receive<string>(m => Exclaim(m).PipeTo(Self, Sender, success: s => new Result(s)));
            Receive<Result>(r => Sender.Tell("got " + r.Text));
        }

        private static async Task<string> Exclaim(string text)
        {
            await Task.Yield();
            return text + "!";
        }

        private sealed record Result(string Text);
    }
}
