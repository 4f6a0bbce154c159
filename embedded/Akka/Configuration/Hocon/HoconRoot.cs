namespace Akka.Configuration.Hocon;

public class HoconRoot
{
    public HoconRoot(HoconValue value) => Value = value;

    protected HoconRoot()
    {
    }

    public HoconValue Value { get; }
}
