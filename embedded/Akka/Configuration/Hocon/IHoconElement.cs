namespace Akka.Configuration.Hocon;

public interface IHoconElement
{
    bool IsString();

    string GetString();

    bool IsArray();

    IList<HoconValue> GetArray();
}

public interface IMightBeAHoconObject
{
    bool IsObject();

    HoconObject GetObject();
}
