namespace Akka.Event;

public class Subscription<TSubscriber, TClassifier>
{
    public Subscription(TSubscriber subscriber, IEnumerable<TClassifier> unsubscriptions)
    {
        Subscriber = subscriber;
        Unsubscriptions = new HashSet<TClassifier>(unsubscriptions);
    }

    public Subscription(TSubscriber subscriber)
        : this(subscriber, [])
    {
    }

    public TSubscriber Subscriber { get; }

    /// <summary>Classes that the subscriber has taken out of this subscription again.</summary>
    public ISet<TClassifier> Unsubscriptions { get; }
}
