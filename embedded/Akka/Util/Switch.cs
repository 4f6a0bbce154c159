namespace Akka.Util;

public class Switch
{
    protected bool TranscendFrom(bool from, Action action) => throw new NotImplementedException();
    public Switch(bool startAsOn = false) { }
    public bool IfOff(Action action) => throw new NotImplementedException();
    public bool IfOn(Action action) => throw new NotImplementedException();
    public bool IsOff { get => throw new NotImplementedException(); }
    public bool IsOn { get => throw new NotImplementedException(); }
    public bool SwitchOff() => throw new NotImplementedException();
    public bool SwitchOff(Action action) => throw new NotImplementedException();
    public bool SwitchOn() => throw new NotImplementedException();
    public bool SwitchOn(Action action) => throw new NotImplementedException();
    public bool WhileOff(Action action) => throw new NotImplementedException();
    public bool WhileOn(Action action) => throw new NotImplementedException();
    public void Locked(Action action) => throw new NotImplementedException();
}
