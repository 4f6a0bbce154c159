using System.Diagnostics.CodeAnalysis;
using Akka.Dispatch.SysMsg;
using Akka.TestKit.Internal;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>
/// An actor whose messages run on the thread that sends them, before Tell returns, and whose instance can be looked at.
/// </summary>
[SuppressMessage("Design", "CA1000", Justification = "Akka.NET's signature.")]
public abstract class TestActorRefBase<TActor> : IInternalActorRef
    where TActor : ActorBase
{
    private readonly ObservedProps _observed;

    /// <param name="supervisor">By default the user guardian.</param>
    protected TestActorRefBase(ActorSystem system, Props actorProps, IActorRef supervisor = null, string name = null)
    {
        TestKitExtension.For(system); // the calling thread's dispatcher is among the kit's defaults
        if (actorProps.Deploy.Dispatcher == Deploy.NoDispatcherGiven)
            actorProps = actorProps.WithDispatcher(CallingThreadDispatcher.Id);
        _observed = new ObservedProps(actorProps);
        Local = (LocalActorRef)(supervisor is LocalActorRef parent
            ? parent.Cell.AttachChild(_observed, isSystemService: false, name)
            : system.ActorOf(_observed, name));
    }

    public ActorPath Path => Local.Path;

    public IActorRef Ref => Local;

    /// <summary>The current instance; after a restart another one.</summary>
    /// <exception cref="IllegalActorStateException">There is none: its creation failed.</exception>
    public TActor UnderlyingActor => _observed.Current as TActor
        ?? throw new IllegalActorStateException($"{Path} has no instance of {typeof(TActor)}.");

    bool IActorRefScope.IsLocal => true;

    IInternalActorRef IInternalActorRef.Parent => Local.Parent;

    IActorRefProvider IInternalActorRef.Provider => Local.Provider;

    private LocalActorRef Local { get; }

    public static IActorRef ToActorRef(TestActorRefBase<TActor> actorRef) => actorRef.Local;

    public static bool operator ==(TestActorRefBase<TActor> testActorRef, IActorRef actorRef) =>
        testActorRef?.Equals(actorRef) ?? actorRef is null;

    public static bool operator !=(TestActorRefBase<TActor> testActorRef, IActorRef actorRef) => !(testActorRef == actorRef);

    public static bool operator ==(IActorRef actorRef, TestActorRefBase<TActor> testActorRef) => testActorRef == actorRef;

    public static bool operator !=(IActorRef actorRef, TestActorRefBase<TActor> testActorRef) => !(testActorRef == actorRef);

    /// <summary>Runs the actor's behaviour on this thread, past its mailbox: what the actor throws, the caller gets.</summary>
    public void Receive(object message, IActorRef sender = null)
    {
        var cell = Local.Cell;
        cell.UseThreadContext(() => cell.ReceiveMessageForTest(new Envelope(message, sender ?? ActorRefs.NoSender, cell.System)));
    }

    public void Watch(IActorRef subject) => Local.Cell.UseThreadContext(() => Local.Cell.Watch(subject));

    public void Unwatch(IActorRef subject) => Local.Cell.UseThreadContext(() => Local.Cell.Unwatch(subject));

    public void Tell(object message, IActorRef sender) => Local.Tell(message, sender);

    /// <summary>Tells, with the sender that the calling code has.</summary>
    public void Tell(object message) => Local.Tell(message, ActorCell.GetCurrentSelfOrNoSender());

    public void Forward(object message) => Local.Tell(message, ActorCell.GetCurrentSenderOrNoSender());

    public void SendSystemMessage(ISystemMessage message) => Local.SendSystemMessage(message);

    public bool Equals(IActorRef other) => Local.Equals(other is TestActorRefBase<TActor> test ? test.Local : other);

    public override bool Equals(object obj) => obj is IActorRef other && Equals(other);

    public override int GetHashCode() => Local.GetHashCode();

    public int CompareTo(object obj) => Local.CompareTo(obj is TestActorRefBase<TActor> test ? test.Local : obj);

    public override string ToString() => Local.ToString();

    int IComparable<IActorRef>.CompareTo(IActorRef other) => CompareTo(other);

    ISurrogate ISurrogated.ToSurrogate(ActorSystem system) => Local.ToSurrogate(system);

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => Local.GetChild(name);

    void IInternalActorRef.Start() => Local.Start();

    void IInternalActorRef.Resume(Exception causedByFailure) => Local.Resume(causedByFailure);

    void IInternalActorRef.Stop() => Local.Stop();

    void IInternalActorRef.Restart(Exception cause) => Local.Restart(cause);

    void IInternalActorRef.Suspend() => Local.Suspend();
}
