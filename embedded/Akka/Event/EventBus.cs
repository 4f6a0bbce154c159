namespace Akka.Event;

public abstract class EventBus<TEvent, TClassifier, TSubscriber>
{
    protected EventBus() { }
    protected abstract TClassifier GetClassifier(TEvent @event);
    protected abstract bool Classify(TEvent @event, TClassifier classifier);
    protected abstract bool IsSubClassification(TClassifier parent, TClassifier child);
    protected abstract void Publish(TEvent @event, TSubscriber subscriber);
    protected string SimpleName(Type source) => throw new NotImplementedException();
    protected string SimpleName(object source) => throw new NotImplementedException();
    public virtual bool Subscribe(TSubscriber subscriber, TClassifier classifier) => throw new NotImplementedException();
    public virtual bool Unsubscribe(TSubscriber subscriber) => throw new NotImplementedException();
    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier) => throw new NotImplementedException();
    public virtual void Publish(TEvent @event) => throw new NotImplementedException();
}
