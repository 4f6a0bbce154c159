namespace Akka.Hosting;

public enum TriStateValue
{
    None = 0,
    All = 1,
    Some = 2,
}
