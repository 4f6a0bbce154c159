namespace Akka.Actor;

public class ActorSelection : ICanTell
{
    protected bool Equals(ActorSelection other) => throw new NotImplementedException();
    public ActorSelection() { }
    public ActorSelection(IActorRef anchor, SelectionPathElement[] path) { }
    public ActorSelection(IActorRef anchor, IEnumerable<string> elements) { }
    public ActorSelection(IActorRef anchor, string path) { }
    public IActorRef Anchor { get => throw new NotImplementedException(); }
    public SelectionPathElement[] Path { get => throw new NotImplementedException(); }
    public Task<IActorRef> ResolveOne(TimeSpan timeout) => throw new NotImplementedException();
    public Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct) => throw new NotImplementedException();
    public override bool Equals(object obj) => throw new NotImplementedException();
    public override int GetHashCode() => throw new NotImplementedException();
    public override string ToString() => throw new NotImplementedException();
    public string PathString { get => throw new NotImplementedException(); }
    public void Tell(object message, IActorRef sender = null) => throw new NotImplementedException();
}
