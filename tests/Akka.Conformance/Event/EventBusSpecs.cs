using Akka.Event;

namespace Akka.Conformance.Events;

public sealed class EventBusSpecs
{
    /// <summary>A bus of an application's own: events are strings, classified by their length, wider classes are shorter.</summary>
    private sealed class LengthBus : EventBus<string, int, List<string>>
    {
        protected override int GetClassifier(string @event) => @event.Length;

        protected override bool Classify(string @event, int classifier) => @event.Length >= classifier;

        protected override bool IsSubClassification(int parent, int child) => child >= parent;

        protected override void Publish(string @event, List<string> subscriber) => subscriber.Add(@event);
    }

    [Fact]
    public void An_own_bus_publishes_by_its_own_classification()
    {
        var bus = new LengthBus();
        List<string> all = [], longer = [];
        Assert.True(bus.Subscribe(all, 0));
        Assert.True(bus.Subscribe(longer, 4));
        bus.Publish("one");
        bus.Publish("three");
        Assert.True(bus.Unsubscribe(all));
        Assert.False(bus.Unsubscribe(all));
        bus.Publish("seven");

        Assert.Equal(["one", "three"], all);
        Assert.Equal(["three", "seven"], longer);
    }
}
