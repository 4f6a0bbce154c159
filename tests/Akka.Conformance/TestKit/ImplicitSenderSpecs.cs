using Akka.Actor;
using Akka.TestKit.TestActors;

namespace Akka.Conformance.TestKitSpecs;

public class ImplicitSenderSpecs : KitSpec
{
    [Fact]
    public void The_test_actor_is_the_sender_of_what_a_test_tells()
    {
        var echo = Sys.ActorOf(SimpleEchoActor.Props());
        echo.Tell("a");

        ExpectMsg("a");
        Assert.Equal(echo, LastSender);
    }

    [Fact]
    public async Task The_test_actor_is_still_the_sender_after_an_await()
    {
        var echo = Sys.ActorOf(SimpleEchoActor.Props());
        for (var i = 0; i < 20; i++)
        {
            await Task.Yield();
            echo.Tell(i);
            await ExpectMsgAsync(i);
        }
    }

    [Fact]
    public void The_test_actor_is_the_sender_on_whatever_thread_the_test_goes_on()
    {
        Task test = null;
        // A thread without a context of the runner's own: what is awaited goes on on the thread pool.
        var thread = new Thread(() =>
        {
            var kit = new Akka.TestKit.Xunit2.TestKit();
            test = TellAfterAwait(kit, Environment.CurrentManagedThreadId);
        });
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromSeconds(30)));

        AwaitCondition(() => test.IsCompleted, TimeSpan.FromSeconds(30));
        Assert.Null(test.Exception);
    }

    [Fact]
    public void A_test_that_only_makes_probes_keeps_its_own_test_actor_as_sender()
    {
        var probe = CreateTestProbe();
        var forwarder = Sys.ActorOf(ForwardActor.Props(probe));
        forwarder.Tell("a");

        probe.ExpectMsg("a");
        Assert.Equal(TestActor, probe.Sender);
    }

    private static async Task TellAfterAwait(Akka.TestKit.Xunit2.TestKit kit, int startedOn)
    {
        using (kit)
        {
            await Task.Yield();
            Assert.NotEqual(startedOn, Environment.CurrentManagedThreadId);
            kit.Sys.ActorOf(SimpleEchoActor.Props()).Tell("a");
            kit.ExpectMsg("a");
        }
    }
}
