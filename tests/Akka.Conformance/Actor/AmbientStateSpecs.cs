using Akka.Actor;

namespace Akka.Conformance.Actor;

public class AmbientStateSpecs : Spec
{
    private static readonly AsyncLocal<string> Ambient = new();

    [Fact]
    public void An_AsyncLocal_of_the_sender_is_not_seen_by_the_receiver()
    {
        var actor = Sys.ActorOf<Reader>();
        for (var i = 0; i < 50; i++)
        {
            Ambient.Value = "the sender's";
            Assert.Equal("nothing", Await(actor.Ask<string>("read", Patience)));
        }
        Ambient.Value = null;
    }

    [Fact]
    public void An_AsyncLocal_of_the_creator_is_not_seen_by_the_new_actor()
    {
        Ambient.Value = "the creator's";
        for (var i = 0; i < 50; i++)
            Assert.Equal("nothing", Await(Sys.ActorOf<Reader>().Ask<string>("read", Patience)));
        Ambient.Value = null;
    }

    [Fact]
    public void Nor_does_it_cross_from_actor_to_actor()
    {
        var reader = Sys.ActorOf<Reader>();
        var writer = Start(Script("writer"));
        On(writer, _ =>
        {
            Ambient.Value = "the writer's";
            reader.Tell("read", TestActor);
        });
        ExpectMsg("nothing");
    }

    [Fact]
    public void Within_one_asynchronous_handler_it_stays()
    {
        var actor = Sys.ActorOf<Keeper>();
        Assert.Equal("kept", Await(actor.Ask<string>("kept", Patience)));
    }

    private sealed class Reader : ReceiveActor
    {
        public Reader() => Receive<string>(_ => Sender.Tell(Ambient.Value ?? "nothing"));
    }

    private sealed class Keeper : ReceiveActor
    {
        public Keeper() => ReceiveAsync<string>(async m =>
        {
            Ambient.Value = m;
            await Task.Yield();
            Sender.Tell(Ambient.Value ?? "lost");
        });
    }
}
