using System.Collections.Concurrent;

namespace Akka.Event;

/// <summary>Tells events to the subscribers of their class. Publishing takes no lock and, once a class has been seen, allocates nothing.</summary>
public abstract class EventBus<TEvent, TClassifier, TSubscriber>
{
    private readonly Lock _lock = new();

    /// <summary>Guarded by <see cref="_lock"/>; in the order subscribed.</summary>
    private readonly List<(TClassifier Classifier, Subscription<TSubscriber, TClassifier> Subscription)> _subscriptions = [];

    /// <summary>Who gets an event of a class. Written and cleared under <see cref="_lock"/> only, so that no answer outlives a change.</summary>
    private readonly ConcurrentDictionary<TClassifier, TSubscriber[]> _subscribersByClass = new();

    /// <returns>False when the subscription existed already.</returns>
    public virtual bool Subscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_lock)
        {
            _subscribersByClass.Clear();
            foreach (var (existing, subscription) in _subscriptions)
            {
                if (!Equals(existing, classifier) || !Equals(subscription.Subscriber, subscriber))
                    continue;
                if (subscription.Unsubscriptions.Count == 0)
                    return false;
                subscription.Unsubscriptions.Clear();
                return true;
            }

            _subscriptions.Add((classifier, new Subscription<TSubscriber, TClassifier>(subscriber)));
            return true;
        }
    }

    /// <returns>True when there was any subscription to end.</returns>
    public virtual bool Unsubscribe(TSubscriber subscriber)
    {
        lock (_lock)
        {
            _subscribersByClass.Clear();
            return _subscriptions.RemoveAll(entry => Equals(entry.Subscription.Subscriber, subscriber)) > 0;
        }
    }

    /// <summary>Ends the subscription to the class; if there is only one to a wider class, takes this class out of it.</summary>
    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_lock)
        {
            _subscribersByClass.Clear();
            if (_subscriptions.RemoveAll(entry => Equals(entry.Classifier, classifier) && Equals(entry.Subscription.Subscriber, subscriber)) > 0)
                return true;
            var changed = false;
            foreach (var (wider, subscription) in _subscriptions)
            {
                if (Equals(subscription.Subscriber, subscriber) && IsSubClassification(wider, classifier))
                    changed |= subscription.Unsubscriptions.Add(classifier);
            }

            return changed;
        }
    }

    public virtual void Publish(TEvent @event)
    {
        var eventClass = GetClassifier(@event);
        if (!_subscribersByClass.TryGetValue(eventClass, out var subscribers))
            subscribers = FindSubscribers(@event, eventClass);
        foreach (var subscriber in subscribers)
            Publish(@event, subscriber);
    }

    protected string SimpleName(object source) => SimpleName(source.GetType());

    protected string SimpleName(Type source) => source.Name;

    protected abstract bool IsSubClassification(TClassifier parent, TClassifier child);

    protected abstract void Publish(TEvent @event, TSubscriber subscriber);

    protected abstract bool Classify(TEvent @event, TClassifier classifier);

    protected abstract TClassifier GetClassifier(TEvent @event);

    private static bool Equals<T>(T left, T right) => EqualityComparer<T>.Default.Equals(left, right);

    private TSubscriber[] FindSubscribers(TEvent @event, TClassifier eventClass)
    {
        lock (_lock)
        {
            var found = new List<TSubscriber>();
            foreach (var (classifier, subscription) in _subscriptions)
            {
                if (Classify(@event, classifier)
                    && !subscription.Unsubscriptions.Any(excluded => IsSubClassification(excluded, eventClass))
                    && !found.Contains(subscription.Subscriber))
                    found.Add(subscription.Subscriber);
            }

            return _subscribersByClass[eventClass] = found.ToArray();
        }
    }
}
