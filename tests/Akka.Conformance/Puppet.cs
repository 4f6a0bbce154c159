using Akka.Actor;

namespace Akka.Conformance;

/// <summary>An actor that reports "name: event" to its script's ref, and does what it is told.</summary>
internal sealed class Puppet : UntypedActor
{
    private readonly Script _script;

    public Puppet(Script script)
    {
        _script = script;
        Incarnation = script.NextIncarnation();
        Hook($"constructed {Incarnation}");
        script.OnConstruction?.Invoke(this);
    }

    public int Incarnation { get; }

    /// <summary>State that a restart loses and a resume keeps.</summary>
    public int Count { get; private set; }

    public IActorContext Ctx => Context;

    public IActorRef Me => Self;

    public IActorRef From => Sender;

    public static Props Props(Script script) => Akka.Actor.Props.Create(() => new Puppet(script));

    public void Report(string what) => _script.Report.Tell($"{_script.Name}: {what}", Self);

    protected override SupervisorStrategy SupervisorStrategy() => _script.Strategy ?? base.SupervisorStrategy();

    protected override void OnReceive(object message)
    {
        Count++;
        switch (message)
        {
            case Run run:
                run.Code(this);
                break;
            case Throw failure:
                throw failure.Exception;
            case Terminated dead:
                Report($"terminated {dead.ActorRef.Path.Name}");
                break;
            default:
                Report($"got {message}");
                break;
        }
    }

    protected override void PreStart()
    {
        Hook("PreStart");
        base.PreStart();
        _script.OnPreStart?.Invoke(this);
    }

    protected override void PostStop()
    {
        Hook("PostStop");
        base.PostStop();
        _script.OnPostStop?.Invoke(this);
    }

    protected override void PreRestart(Exception reason, object message)
    {
        // Beside the message that failed, a runtime may hand over null or a system message of its own.
        Hook($"PreRestart {reason.Message} {(message is Throw ? "Throw" : "-")}");
        if (!_script.KeepsChildren)
            base.PreRestart(reason, message);
        _script.OnPreRestart?.Invoke(this);
    }

    protected override void PostRestart(Exception reason)
    {
        Hook($"PostRestart {reason.Message}");
        if (!_script.SkipsPreStartOnRestart)
            base.PostRestart(reason);
        _script.OnPostRestart?.Invoke(this);
    }

    private void Hook(string what)
    {
        if (_script.Hooks)
            Report(what);
    }
}
