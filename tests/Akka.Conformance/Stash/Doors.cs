using Akka.Actor;

namespace Akka.Conformance.Stash;

/// <summary>Stashes numbers while it is closed, and passes them on to the observer while it is open.</summary>
public class Door : ReceiveActor, IWithUnboundedStash
{
    private readonly IActorRef _observer;
    private bool _open;

    public Door(IActorRef observer, bool open)
    {
        _observer = observer;
        _open = open;
        Receive<int>(OnNumber);
        Receive<string>(text => text == "my name?", OnName);
        Receive<string>(OnOrder);
    }

    public IStash Stash { get; set; }

    private int Incarnation { get; set; } = 1;

    private void OnNumber(int number)
    {
        if (_open)
            _observer.Tell(number);
        else
            Stash.Stash();
    }

    private void OnName(string _)
    {
        if (_open)
            Sender.Tell("you are " + Sender.Path.Name);
        else
            Stash.Stash();
    }

    private void OnOrder(string order)
    {
        switch (order)
        {
            case "open":
                _open = true;
                Stash.UnstashAll();
                break;
            case "open+later":
                _open = true;
                Self.Tell(4); // in the mailbox before the stashed ones return
                Stash.UnstashAll();
                break;
            case "open even":
                _open = true;
                Stash.UnstashAll(envelope => (int)envelope.Message % 2 == 0);
                break;
            case "reopen closed":
                Stash.UnstashAll();
                break;
            case "one":
                _open = true;
                Stash.Unstash();
                break;
            case "clear":
                _observer.Tell(Stash.ClearStash().Select(envelope => (int)envelope.Message).ToArray());
                break;
            case "prepend":
                Stash.Prepend([new Envelope(100, Self), new Envelope(101, Self)]);
                break;
            case "twice":
                Twice();
                break;
            case "count":
                _observer.Tell($"{Stash.Count} stashed");
                break;
            case "state":
                _observer.Tell((Stash.Count, Stash.IsEmpty, Stash.NonEmpty, Stash.IsFull));
                break;
            case "incarnation":
                _observer.Tell($"incarnation {Incarnation}");
                break;
            case "fail":
                throw new InvalidOperationException("told to");
        }
    }

    private void Twice()
    {
        Stash.Stash();
        try
        {
            Stash.Stash();
            _observer.Tell("no error");
        }
        catch (Exception e)
        {
            _observer.Tell(new Status.Failure(e));
        }
    }

    protected override void PostRestart(Exception reason)
    {
        base.PostRestart(reason);
        Incarnation = 2;
    }
}

public class AsyncDoor : ReceiveActor, IWithUnboundedStash
{
    private bool _open;

    public AsyncDoor(IActorRef observer)
    {
        ReceiveAsync<int>(async number =>
        {
            await Task.Yield();
            if (_open)
                observer.Tell(number);
            else
                Stash.Stash();
        });
        ReceiveAsync<string>(async _ =>
        {
            await Task.Yield();
            _open = true;
            Stash.UnstashAll();
        });
    }

    public IStash Stash { get; set; }
}

/// <summary>Stashes every number, and tells of the first that does not fit.</summary>
public class BoundedDoor : ReceiveActor, IWithStash
{
    public BoundedDoor(IActorRef observer) => Receive<int>(_ =>
    {
        try
        {
            Stash.Stash();
            if (Stash.IsFull)
                observer.Tell((Stash.Count, Stash.IsFull));
        }
        catch (Exception e)
        {
            observer.Tell(new Status.Failure(e));
        }
    });

    public IStash Stash { get; set; }
}

public class UnrestrictedDoor : UntypedActorWithUnrestrictedStash
{
    private readonly IActorRef _observer;
    private bool _open;

    public UnrestrictedDoor(IActorRef observer) => _observer = observer;

    protected override void OnReceive(object message)
    {
        if (message is string)
        {
            _open = true;
            Stash.UnstashAll();
        }
        else if (_open)
        {
            _observer.Tell(message);
        }
        else
        {
            Stash.Stash();
        }
    }
}
