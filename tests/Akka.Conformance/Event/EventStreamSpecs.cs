using Akka.Actor;
using Akka.Event;

namespace Akka.Conformance.Events;

public sealed class EventStreamSpecs : EventSpec
{
    private interface IAnimal;

    private record Animal(string Name) : IAnimal;

    private record Dog(string Name) : Animal(Name);

    private sealed record Puppy(string Name) : Dog(Name);

    private sealed record Fence;

    private EventStream Stream => Sys.EventStream;

    /// <summary>Whatever was published to the box before is in it once this returns nothing else.</summary>
    private void ExpectNothingMore(IActorRef listener, Box box)
    {
        listener.Tell(new Fence());
        box.Next<Fence>();
    }

    [Fact]
    public void A_subscriber_gets_the_class_and_its_subclasses_and_no_other()
    {
        var (listener, box) = Listen();
        Assert.True(Stream.Subscribe(listener, typeof(Dog)));

        Stream.Publish(new Animal("cat"));
        Stream.Publish(new Dog("rex"));
        Stream.Publish("text");
        Stream.Publish(new Puppy("bit"));

        Assert.Equal("rex", box.Next<Dog>().Name);
        Assert.Equal("bit", box.Next<Puppy>().Name);
        ExpectNothingMore(listener, box);
    }

    [Fact]
    public void A_subscriber_to_an_interface_gets_all_that_have_it()
    {
        var (listener, box) = Listen();
        Stream.Subscribe<IAnimal>(listener);

        Stream.Publish(new Puppy("bit"));
        Stream.Publish(1);
        Stream.Publish(new Animal("cat"));

        box.Next<Puppy>();
        box.Next<Animal>();
        ExpectNothingMore(listener, box);
    }

    [Fact]
    public void A_subscriber_to_object_gets_everything()
    {
        var (listener, box) = Listen();
        Stream.Subscribe(listener, typeof(object));
        var marker = new Puppy("bit");
        Stream.Publish(marker);

        WaitUntil(() => ReferenceEquals(box.Next(), marker));
    }

    [Fact]
    public void A_subscriber_to_class_and_subclass_gets_an_event_once()
    {
        var (listener, box) = Listen();
        Stream.Subscribe(listener, typeof(Dog));
        Stream.Subscribe(listener, typeof(Animal));
        Stream.Subscribe(listener, typeof(IAnimal));

        Stream.Publish(new Dog("rex"));

        box.Next<Dog>();
        ExpectNothingMore(listener, box);
    }

    [Fact]
    public void Events_come_in_the_order_published()
    {
        var (listener, box) = Listen();
        Stream.Subscribe(listener, typeof(int));
        for (var i = 0; i < 1_000; i++)
            Stream.Publish(i);

        for (var i = 0; i < 1_000; i++)
            Assert.Equal(i, box.Next());
    }

    [Fact]
    public void Every_subscriber_gets_the_event()
    {
        var all = Enumerable.Range(0, 5).Select(_ => Listen()).ToList();
        all.ForEach(each => Stream.Subscribe(each.Ref, typeof(Dog)));
        Stream.Publish(new Dog("rex"));

        all.ForEach(each => each.Box.Next<Dog>());
    }

    [Fact]
    public void Subscribing_twice_is_told_and_changes_nothing()
    {
        var (listener, box) = Listen();
        Assert.True(Stream.Subscribe(listener, typeof(Dog)));
        Assert.False(Stream.Subscribe(listener, typeof(Dog)));
        Stream.Publish(new Dog("rex"));

        box.Next<Dog>();
        ExpectNothingMore(listener, box);
    }

    [Fact]
    public void Who_unsubscribes_from_a_class_gets_no_more_of_it()
    {
        var (listener, box) = Listen();
        Stream.Subscribe(listener, typeof(Dog));
        Stream.Subscribe(listener, typeof(int));
        Stream.Publish(new Dog("rex"));
        Assert.True(Stream.Unsubscribe(listener, typeof(Dog)));
        Assert.False(Stream.Unsubscribe(listener, typeof(Dog)));
        Stream.Publish(new Dog("max"));
        Stream.Publish(1);

        Assert.Equal("rex", box.Next<Dog>().Name);
        Assert.Equal(1, box.Next());
        ExpectNothingMore(listener, box);
    }

    [Fact]
    public void Who_unsubscribes_altogether_gets_nothing_more()
    {
        var (listener, box) = Listen();
        Stream.Subscribe(listener, typeof(Dog));
        Stream.Subscribe(listener, typeof(int));
        Assert.True(Stream.Unsubscribe(listener));
        Stream.Publish(new Dog("max"));
        Stream.Publish(1);

        ExpectNothingMore(listener, box);
    }

    [Fact]
    public void A_subclass_can_be_taken_out_of_a_subscription()
    {
        var (listener, box) = Listen();
        Stream.Subscribe(listener, typeof(Animal));
        Stream.Unsubscribe(listener, typeof(Dog));

        Stream.Publish(new Dog("rex"));
        Stream.Publish(new Puppy("bit"));
        Stream.Publish(new Animal("cat"));

        Assert.Equal("cat", box.Next<Animal>().Name);
        ExpectNothingMore(listener, box);
    }

    [Fact]
    public void Nobody_can_subscribe_as_null_or_to_null()
    {
        var (listener, _) = Listen();

        Assert.Throws<ArgumentNullException>(() => Stream.Subscribe(null, typeof(int)));
        Assert.Throws<ArgumentNullException>(() => Stream.Unsubscribe(null, typeof(int)));
        Assert.Throws<ArgumentNullException>(() => Stream.Unsubscribe(null));
        Assert.True(Stream.Subscribe<int>(listener));
        Assert.True(Stream.Unsubscribe<int>(listener));
    }

    [Fact]
    public async Task A_subscriber_that_stops_is_unsubscribed()
    {
        var (listener, _) = Listen();
        Stream.Subscribe(listener, typeof(Dog));
        var letters = ListenTo<DeadLetter>();
        Assert.True(await listener.GracefulStop(Patience));

        // Until it is unsubscribed each event is a dead letter; then it can be subscribed as if for the first time.
        WaitUntil(() => Stream.Subscribe(listener, typeof(Dog)));
        WaitUntil(() =>
        {
            Stream.Publish(new Dog("rex"));
            var (other, box) = Listen();
            Stream.Subscribe(other, typeof(Fence));
            Stream.Publish(new Fence());
            box.Next<Fence>();
            var before = letters.IsEmpty;
            while (!letters.IsEmpty)
                letters.Next();
            return before;
        });
    }

    [Fact]
    public void What_is_published_while_others_come_and_go_reaches_those_who_stay()
    {
        var (listener, box) = Listen();
        Stream.Subscribe(listener, typeof(int));
        var passers = Enumerable.Range(0, 3).Select(_ => Listen().Ref).ToList();
        var stop = false;
        var passing = Race.Start(passers.Count, i =>
        {
            while (!Volatile.Read(ref stop))
            {
                Stream.Subscribe(passers[i], typeof(int));
                Stream.Unsubscribe(passers[i], typeof(int));
            }
        });
        for (var i = 0; i < 20_000; i++)
            Stream.Publish(i);
        Volatile.Write(ref stop, true);
        passing.Join();

        for (var i = 0; i < 20_000; i++)
            Assert.Equal(i, box.Next());
    }

    [Fact]
    public void After_unsubscribing_has_returned_nothing_published_later_comes()
    {
        for (var round = 0; round < 500; round++)
        {
            var (listener, box) = Listen();
            Stream.Subscribe(listener, typeof(long));
            var publisher = Race.Start(1, _ => Stream.Publish(1L));
            Stream.Unsubscribe(listener, typeof(long));
            publisher.Join();
            while (!box.IsEmpty)
                box.Next();
            Stream.Publish(2L);
            listener.Tell(new Fence());
            object message;
            do
            {
                message = box.Next();
                Assert.NotEqual(2L, message);
            }
            while (message is not Fence);
            Sys.Stop(listener);
        }
    }
}
