namespace Akka.Event;

public class LoggingBus : EventBus<object, Type, IActorRef>
{
    protected override Type GetClassifier(object @event) => throw new NotImplementedException();
    protected override bool Classify(object @event, Type classifier) => throw new NotImplementedException();
    protected override bool IsSubClassification(Type parent, Type child) => throw new NotImplementedException();
    protected override void Publish(object @event, IActorRef subscriber) => throw new NotImplementedException();
    public LogLevel LogLevel { get => throw new NotImplementedException(); }
    public LoggingBus() { }
    public void SetLogLevel(LogLevel logLevel) => throw new NotImplementedException();
    public void StartStdoutLogger(Settings config) => throw new NotImplementedException();
}
