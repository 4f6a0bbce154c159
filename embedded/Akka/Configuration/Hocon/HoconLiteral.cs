namespace Akka.Configuration.Hocon;

public class HoconLiteral : IHoconElement
{
    /// <value>The text without quotes; null for the word <c>null</c>.</value>
    public string Value { get; set; }

    public bool IsString() => true;

    public string GetString() => Value;

    public bool IsArray() => false;

    public IList<HoconValue> GetArray() => throw new InvalidOperationException($"'{Value}' is a string, not a list.");

    public override string ToString() => Value;
}
