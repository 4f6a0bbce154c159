using Akka.Actor;
using Akka.Event;

namespace Akka.Conformance.Events;

public sealed class DeadLetterLoggingSpecs : EventSpec
{
    private sealed record Suppressed : IDeadLetterSuppression;

    private sealed record Wrapped(object Message) : IWrappedMessage;

    private sealed class Deaf : ReceiveActor
    {
        public Deaf() => Receive<int>(_ => { });
    }

    private async Task<IActorRef> DeadActor(ActorSystem system)
    {
        var (listener, _) = Listen(system);
        Assert.True(await listener.GracefulStop(Patience));
        return listener;
    }

    /// <summary>Sends letters one by one and returns what was logged about each; a fence tells that nothing was.</summary>
    private async Task<List<string>> LogOf(string hocon, int letters)
    {
        var system = Start(hocon);
        var dead = await DeadActor(system);
        var logs = ListenTo<Info>(system);
        var listenerOfLetters = ListenTo<DeadLetter>(system);
        for (var i = 0; i < letters; i++)
        {
            dead.Tell("lost");
            while (listenerOfLetters.Next<DeadLetter>().Message is not "lost")
            {
            }
        }

        // What is not to be logged has a while to be logged all the same.
        using var passed = new ManualResetEventSlim();
        system.Scheduler.Advanced.ScheduleOnce(150, passed.Set);
        Assert.True(passed.Wait(Patience));
        var texts = new List<string>();
        WaitUntil(() =>
        {
            while (!logs.IsEmpty)
            {
                if (((LogEvent)logs.Next()).Message.ToString() is var text && text.Contains("dead letters encountered", StringComparison.Ordinal))
                    texts.Add(text);
            }

            return texts.Count >= Math.Min(letters, system.Settings.LogDeadLetters);
        });
        return texts;
    }

    [Fact]
    public async Task Dead_letters_are_logged_with_their_count_sender_and_recipient()
    {
        var system = Start("");
        var dead = await DeadActor(system);
        var logs = ListenTo<Info>(system);
        var (sender, _) = Listen(system);
        dead.Tell("lost", sender);
        dead.Tell(1, ActorRefs.NoSender);

        var first = logs.NextLog("dead letters encountered");
        Assert.Equal(dead.Path.ToString(), first.LogSource);
        var text = first.Message.ToString();
        Assert.Contains("[String]", text, StringComparison.Ordinal);
        Assert.Contains(sender.Path.ToString(), text, StringComparison.Ordinal);
        Assert.Contains(dead.Path.ToString(), text, StringComparison.Ordinal);
        Assert.Contains("was not delivered. [1] dead letters encountered", text, StringComparison.Ordinal);
        Assert.Contains("without sender", logs.NextLog("[2] dead letters encountered").Message.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_so_many_are_logged_then_they_are_suspended()
    {
        var texts = await LogOf("akka.log-dead-letters = 3", letters: 8);

        Assert.Equal(3, texts.Count);
        Assert.Contains("[3] dead letters encountered, no more dead letters will be logged in next", texts[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_suspension_the_skipped_are_counted_and_the_count_begins_anew()
    {
        var system = Start("akka { log-dead-letters = 1\n log-dead-letters-suspend-duration = 300ms }");
        var dead = await DeadActor(system);
        var logs = ListenTo<Info>(system);
        dead.Tell("lost");
        logs.NextLog("no more dead letters will be logged in next");
        dead.Tell("lost");
        dead.Tell("lost");
        using var passed = new ManualResetEventSlim();
        system.Scheduler.Advanced.ScheduleOnce(600, passed.Set);
        Assert.True(passed.Wait(Patience));
        dead.Tell("lost");

        logs.NextLog("[4] dead letters encountered, of which 2 were not logged. The counter will be reset now");
        dead.Tell("lost");
        logs.NextLog("[1] dead letters encountered");
    }

    [Fact]
    public async Task With_an_infinite_suspension_no_more_are_logged()
    {
        var texts = await LogOf("akka { log-dead-letters = 2\n log-dead-letters-suspend-duration = infinite }", letters: 6);

        Assert.Equal(2, texts.Count);
        Assert.Contains("no more dead letters will be logged", texts[1], StringComparison.Ordinal);
        Assert.DoesNotContain("in next", texts[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_logs_all_and_off_none()
    {
        Assert.Equal(25, (await LogOf("akka.log-dead-letters = on", letters: 25)).Count);
        Assert.Empty(await LogOf("akka.log-dead-letters = off", letters: 25));
        Assert.Empty(await LogOf("akka.log-dead-letters = 0", letters: 3));
    }

    [Fact]
    public async Task Suppressed_letters_are_published_as_such_and_not_logged()
    {
        var system = Start("");
        var dead = await DeadActor(system);
        var logs = ListenTo<Info>(system);
        var suppressed = ListenTo<SuppressedDeadLetter>(system);
        dead.Tell(new Suppressed());
        while (suppressed.Next<SuppressedDeadLetter>().Message is not Suppressed)
        {
        }

        dead.Tell(new Wrapped(new Wrapped(new Suppressed())));
        dead.Tell("lost");

        Assert.Contains("[String]", logs.NextLog("dead letters encountered").Message.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_kinds_can_be_heard_as_one()
    {
        var box = ListenTo<AllDeadLetters>();
        Sys.DeadLetters.Tell("lost");
        var letter = box.Next<DeadLetter>();

        Assert.Equal("lost", letter.Message);
        Sys.EventStream.Publish(new Dropped("full", "no room", Sys.DeadLetters));
        Assert.Equal("no room", box.Next<Dropped>().Reason);
    }

    [Fact]
    public void An_unhandled_message_is_published_with_its_sender_and_recipient()
    {
        var box = ListenTo<UnhandledMessage>();
        var deaf = Sys.ActorOf(Props.Create(() => new Deaf()));
        var (sender, _) = Listen();
        deaf.Tell("what", sender);

        var unhandled = box.Next<UnhandledMessage>();
        Assert.Equal(("what", sender, deaf), (unhandled.Message, unhandled.Sender, unhandled.Recipient));
    }

    [Fact]
    public void Unhandled_messages_are_logged_at_debug_when_asked_for()
    {
        var system = Start("akka.actor.debug.unhandled = on");
        var box = ListenTo<Debug>(system);
        system.ActorOf(Props.Create(() => new Deaf()), "deaf").Tell("what");

        var log = box.NextLog("nhandled message");
        Assert.Equal("akka://other/user/deaf", log.LogSource);
        Assert.Contains("what", log.Message.ToString(), StringComparison.Ordinal);
    }
}
