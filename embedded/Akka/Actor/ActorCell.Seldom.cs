namespace Akka.Actor;

public partial class ActorCell
{
    /// <summary>Null until the actor needs something of it, which most that are made in numbers never do; never replaced.</summary>
    private Seldom _seldom;

    /// <summary>By compare-exchange: a parent keeps its count of restarts there and a test kit runs parts of the actor on a thread of its own, and none of them
    /// may lose what another has just put there. Each of the fields still has one thread that writes it.</summary>
    private Seldom EnsureSeldom() => _seldom ?? Interlocked.CompareExchange(ref _seldom, new(), null) ?? _seldom;

    /// <summary>The parent's count of its restarts; the parent's actor's alone.</summary>
    internal ChildRestartStats Stats => EnsureSeldom().Stats ??= new(_self);

    private SupervisorStrategy Strategy => EnsureSeldom().Strategy ??= _props.SupervisorStrategy ?? _actor.OwnStrategy();

    private sealed class Seldom
    {
        /// <summary>Null before the first child; never replaced.</summary>
        internal Children Children;
        /// <summary>What lies under <see cref="_behavior"/>; null when that is the only one.</summary>
        internal Stack<Receive> BehaviorsBelow;
        internal ActorTaskScheduler TaskScheduler;
        internal TimerScheduler Timers;
        /// <summary>System messages that must wait until children have ended, or until a failure is settled, in the order they came.</summary>
        internal List<SystemMessage> WaitingSystemMessages;
        /// <summary>Null until this actor watches somebody.</summary>
        internal Watches Watches;
        /// <summary>Who watches this actor, its parent apart, which notes that among its children: null, one ref, or a set of them.</summary>
        internal object WatchedBy;
        /// <summary>Null while no timeout is set.</summary>
        internal ReceiveTimer ReceiveTimeout;
        /// <summary>Who failed: this actor, or a child whose failure it escalates. Null while all is well. Set, further failures are not reported.</summary>
        internal IActorRef Perpetrator;
        /// <summary>Null before the first failure.</summary>
        internal ChildRestartStats Stats;
        /// <summary>The instance's; null until a child fails or ends.</summary>
        internal SupervisorStrategy Strategy;
        /// <summary>A restart failed half-way: the old instance is gone and the new one, if any, never saw PostRestart through.</summary>
        internal bool RestartFailed;
        internal bool KeepsCurrentMessage;
        /// <summary>The instance is replaced, and is still here only until the children have ended.</summary>
        internal bool HasLetGo;
    }
}
