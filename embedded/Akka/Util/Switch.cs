namespace Akka.Util;

/// <summary>On or off; of two threads that turn it the same way, one succeeds.</summary>
public class Switch(bool startAsOn = false)
{
    private readonly Lock _lock = new();
    private volatile bool _on = startAsOn;

    public bool IsOn => _on;
    public bool IsOff => !_on;

    public bool SwitchOn() => TranscendFrom(false, static () => { });

    public bool SwitchOn(Action action) => TranscendFrom(false, action);

    public bool SwitchOff() => TranscendFrom(true, static () => { });

    public bool SwitchOff(Action action) => TranscendFrom(true, action);

    public bool IfOn(Action action) => If(true, action);

    public bool IfOff(Action action) => If(false, action);

    public bool WhileOn(Action action)
    {
        lock (_lock)
            return If(true, action);
    }

    public bool WhileOff(Action action)
    {
        lock (_lock)
            return If(false, action);
    }

    /// <summary>Turns it and runs the action; back, if that throws.</summary>
    protected bool TranscendFrom(bool from, Action action)
    {
        lock (_lock)
        {
            if (_on != from)
                return false;
            _on = !from;
            try
            {
                action();
            }
            catch
            {
                _on = from;
                throw;
            }
            return true;
        }
    }

    private bool If(bool on, Action action)
    {
        if (_on != on)
            return false;
        action();
        return true;
    }
}
