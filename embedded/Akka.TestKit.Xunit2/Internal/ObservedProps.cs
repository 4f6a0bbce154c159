namespace Akka.TestKit.Internal;

/// <summary>Props that remember the last actor made from them.</summary>
internal sealed class ObservedProps : Props
{
    private readonly Props _props;
    private readonly Slot _slot;

    public ObservedProps(Props props)
        : this(props, new Slot())
    {
    }

    private ObservedProps(Props props, Slot slot)
        : base(props)
    {
        _props = props;
        _slot = slot;
    }

    public ActorBase Current => _slot.Actor;

    public override ActorBase NewActor() => _slot.Actor = _props.NewActor();

    protected override Props Copy() => new ObservedProps(_props, _slot);

    /// <summary>Shared by the copies, which With… methods make.</summary>
    private sealed class Slot
    {
        public volatile ActorBase Actor;
    }
}
