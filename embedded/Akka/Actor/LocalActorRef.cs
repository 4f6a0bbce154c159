using System.Diagnostics;

namespace Akka.Actor;

[DebuggerDisplay("{Path}")]
public class LocalActorRef : ActorRefWithCell
{
    /// <summary>As <see cref="Number"/>: the actor is known by a name instead.</summary>
    private const long HasName = -1;

    private readonly ActorCell _cell;
    /// <summary>The path once somebody has asked for it; until then the name that the actor was given, or null. Most actors live and die without a path.</summary>
    private object _pathOrName;
    private int _uid;

    /// <summary>Links of the parent's <see cref="Internal.Children"/>, guarded by its lock.</summary>
    internal LocalActorRef PreviousSibling;
    internal LocalActorRef NextSibling;
    internal bool IsChild;
    /// <summary>The parent has told it to stop.</summary>
    internal bool IsDying;
    /// <summary>The parent has watched it.</summary>
    internal bool IsWatchedByParent;

    public LocalActorRef(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, MailboxType mailboxType,
        IInternalActorRef supervisor, ActorPath path)
        : this(system, props, dispatcher, mailboxType, supervisor, path, ActorNames.TryParseNumber(path.Name, out var number) ? number : HasName, (int)path.Uid)
    {
    }

    internal LocalActorRef(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, MailboxType mailboxType,
        IInternalActorRef supervisor, string givenName, long number)
        : this(system, props, dispatcher, mailboxType, supervisor, givenName, givenName == null ? number : HasName, 0)
    {
    }

    private LocalActorRef(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, MailboxType mailboxType,
        IInternalActorRef supervisor, object pathOrName, long number, int uid)
    {
        _pathOrName = pathOrName;
        Number = number;
        _uid = uid;
        // ReSharper disable once VirtualMemberCallInConstructor: a router's ref makes a router's cell.
        _cell = NewActorCell(system, this, props, dispatcher, supervisor);
        _cell.Init(sendSupervise: false, mailboxType);
    }

    public ActorCell Cell => _cell;
    public override ActorPath Path => _pathOrName as ActorPath ?? BuildPath();
    public override IInternalActorRef Parent => _cell.Parent;
    public override IActorRefProvider Provider => _cell.SystemImpl.Provider;
    public override IEnumerable<IActorRef> Children => _cell.GetChildren();
    public override bool IsLocal => true;
    public bool IsTerminated => _cell.IsTerminated;

    protected ActorSystem System => _cell.SystemImpl;
    protected Props Props => _cell.Props;
    protected MessageDispatcher Dispatcher => _cell.Dispatcher;
    protected IInternalActorRef Supervisor => _cell.Parent;

    /// <summary>Null when the actor is known by its <see cref="Number"/>.</summary>
    internal string GivenName => Number != HasName ? null : _pathOrName as string ?? Path.Name;
    internal long Number { get; }
    internal override long Uid => _uid != 0 ? _uid : AssignUid();
    internal ChildRestartStats Stats => _cell.Stats;

    public override void Start() => _cell.Start();

    public override void Stop() => _cell.Stop();

    public override void Suspend() => _cell.Suspend();

    public override void Resume(Exception causedByFailure = null) => _cell.Resume(causedByFailure);

    public override void Restart(Exception cause) => _cell.Restart(cause);

    public override void SendSystemMessage(ISystemMessage message) => _cell.SendSystemMessage(message);

    public override IInternalActorRef GetSingleChild(string name) => _cell.GetSingleChild(name);

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        IInternalActorRef current = this;
        for (var i = 0; i < name.Count; i++)
        {
            if (current is not ActorRefWithCell withCell)
                return current.GetChild(name.Skip(i).ToArray());
            current = name[i] switch
            {
                ".." => current.Parent,
                "" => current,
                var child => withCell.GetSingleChild(child),
            };
        }
        return current;
    }

    protected override void TellInternal(object message, IActorRef sender) => _cell.SendMessage(sender, message);

    protected virtual ActorCell NewActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher,
        IInternalActorRef supervisor) => new(system, self, props, dispatcher, supervisor);

    private int AssignUid()
    {
        Interlocked.CompareExchange(ref _uid, Random.Shared.Next(1, int.MaxValue), 0);
        return _uid;
    }

    private ActorPath BuildPath()
    {
        var name = _pathOrName as string;
        if (name == null && Number == HasName)
            return (ActorPath)_pathOrName; // built meanwhile
        var path = new ChildActorPath(_cell.Parent.Path, name ?? ActorNames.FromNumber(Number), Uid);
        return Interlocked.CompareExchange(ref _pathOrName, path, name) as ActorPath ?? path;
    }
}
