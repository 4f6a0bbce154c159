namespace Akka.Actor;

public enum Directive : int
{
    Resume = 0,
    Restart = 1,
    Escalate = 2,
    Stop = 3,
}
